package io.tributary.promql.kernel;

/** {@code quantile_over_time} and {@code mad_over_time}. Histograms are left out. */
final class QuantileKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean deviation;
  private double[] scratch = new double[64];

  QuantileKernel(KernelContext context, boolean deviation) {
    this.context = context;
    this.deviation = deviation;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    int count = w.floatCount(step);
    if (count == 0) {
      return;
    }
    double q = deviation ? 0.5 : context.scalar(0, step);
    if (!(q >= 0 && q <= 1)) {
      context.notes().add(Note.invalidQuantile(q), context.firstArgument());
    }
    if (w.histogramCount(step) > 0) {
      context.notes().add(Note.histogramIgnoredInRange(w.metricName()), context.firstArgument());
    }
    if (scratch.length < count) {
      scratch = new double[Math.max(count, 2 * scratch.length)];
    }
    System.arraycopy(w.values, w.from[step], scratch, 0, count);
    if (deviation && hasNan(count)) {
      out.setFloat(step, Double.NaN);
      return;
    }
    double result = Quantiles.of(q, scratch, count);
    if (deviation) {
      for (int i = 0; i < count; i++) {
        scratch[i] = Math.abs(scratch[i] - result);
      }
      result = Quantiles.of(q, scratch, count);
    }
    out.setFloat(step, result);
  }

  private boolean hasNan(int count) {
    for (int i = 0; i < count; i++) {
      if (Double.isNaN(scratch[i])) {
        return true;
      }
    }
    return false;
  }
}
