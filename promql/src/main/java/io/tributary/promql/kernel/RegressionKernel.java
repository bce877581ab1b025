package io.tributary.promql.kernel;

/** {@code deriv} and {@code predict_linear}: least squares. Histograms are left out. */
final class RegressionKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean predict;
  private final KahanSum sumX = new KahanSum();
  private final KahanSum sumY = new KahanSum();
  private final KahanSum sumXy = new KahanSum();
  private final KahanSum sumX2 = new KahanSum();
  private double slope;
  private double intercept;

  RegressionKernel(KernelContext context, boolean predict) {
    this.context = context;
    this.predict = predict;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    int floats = w.floatCount(step);
    if (floats > 0 && w.histogramCount(step) > 0) {
      context.notes().add(Note.histogramIgnoredInRange(w.metricName()), context.firstArgument());
    }
    if (floats < 2) {
      return;
    }
    if (predict) {
      fit(w, step, w.shape.grid().at(step));
      out.setFloat(step, slope * context.scalar(0, step) + intercept);
    } else {
      // Times near to those in use keep the sums of squares small.
      fit(w, step, w.timestamps[w.from[step]]);
      out.setFloat(step, slope);
    }
  }

  private void fit(Windows w, int step, long interceptMs) {
    int from = w.from[step];
    int to = w.to[step];
    double[] values = w.values;
    double first = values[from];
    boolean constant = true;
    sumX.clear();
    sumY.clear();
    sumXy.clear();
    sumX2.clear();
    for (int i = from; i < to; i++) {
      double y = values[i];
      constant &= i == from || y == first;
      double x = (w.timestamps[i] - interceptMs) / 1e3;
      sumX.add(x);
      sumY.add(y);
      sumXy.add(x * y);
      sumX2.add(x * x);
    }
    if (constant) {
      slope = Double.isInfinite(first) ? Double.NaN : 0;
      intercept = Double.isInfinite(first) ? Double.NaN : first;
      return;
    }
    double n = to - from;
    double x = sumX.sum + sumX.compensation;
    double y = sumY.sum + sumY.compensation;
    double xy = sumXy.sum + sumXy.compensation;
    double x2 = sumX2.sum + sumX2.compensation;
    double covariance = xy - x * y / n;
    double variance = x2 - x * x / n;
    slope = covariance / variance;
    intercept = y / n - slope * x / n;
  }
}
