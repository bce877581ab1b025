package io.tributary.promql.kernel;

/** {@code stddev_over_time} and {@code stdvar_over_time}. Histograms are left out. */
final class VarianceKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean deviation;
  private final KahanSum mean = new KahanSum();
  private final KahanSum squares = new KahanSum();

  VarianceKernel(KernelContext context, boolean deviation) {
    this.context = context;
    this.deviation = deviation;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    if (w.floatCount(step) == 0) {
      return;
    }
    if (w.histogramCount(step) > 0) {
      context.notes().add(Note.histogramIgnoredInRange(w.metricName()), context.firstArgument());
    }
    mean.clear();
    squares.clear();
    double count = 0;
    for (int i = w.from[step]; i < w.to[step]; i++) {
      count++;
      double value = w.values[i];
      double delta = value - (mean.sum + mean.compensation);
      mean.add(delta / count);
      squares.add(delta * (value - (mean.sum + mean.compensation)));
    }
    double variance = (squares.sum + squares.compensation) / count;
    out.setFloat(step, deviation ? Math.sqrt(variance) : variance);
  }
}
