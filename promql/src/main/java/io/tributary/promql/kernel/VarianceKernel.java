package io.tributary.promql.kernel;

/** {@code stddev_over_time} and {@code stdvar_over_time}. Histograms are left out. */
final class VarianceKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean deviation;

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
    double count = 0;
    double mean = 0;
    double meanLost = 0;
    double squares = 0;
    double squaresLost = 0;
    double[] values = w.values;
    for (int i = w.from[step]; i < w.to[step]; i++) {
      count++;
      double value = values[i];
      double delta = value - (mean + meanLost);
      double part = delta / count;
      double total = mean + part;
      meanLost = KahanSum.compensationAfter(part, mean, meanLost, total);
      mean = total;
      part = delta * (value - (mean + meanLost));
      total = squares + part;
      squaresLost = KahanSum.compensationAfter(part, squares, squaresLost, total);
      squares = total;
    }
    double variance = (squares + squaresLost) / count;
    out.setFloat(step, deviation ? Math.sqrt(variance) : variance);
  }
}
