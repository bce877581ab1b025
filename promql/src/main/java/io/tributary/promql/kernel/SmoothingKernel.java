package io.tributary.promql.kernel;

import java.util.Locale;

/** {@code double_exponential_smoothing} (Holt's linear trend). Histograms are left out. */
final class SmoothingKernel extends RangeKernel {
  private final KernelContext context;

  SmoothingKernel(KernelContext context) {
    this.context = context;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    double smoothing = context.scalar(0, step);
    double trend = context.scalar(1, step);
    checkFactor("smoothing", "sf", smoothing);
    checkFactor("trend", "tf", trend);
    int floats = w.floatCount(step);
    if (floats > 0 && w.histogramCount(step) > 0) {
      context.notes().add(Note.histogramIgnoredInRange(w.metricName()), context.firstArgument());
    }
    if (floats < 2) {
      return;
    }
    int from = w.from[step];
    double[] values = w.values;
    double before = 0;
    double level = values[from];
    double slope = values[from + 1] - values[from];
    for (int i = from + 1; i < w.to[step]; i++) {
      double x = smoothing * values[i];
      if (i > from + 1) {
        slope = trend * (level - before) + (1 - trend) * slope;
      }
      double y = (1 - smoothing) * (level + slope);
      before = level;
      level = x + y;
    }
    out.setFloat(step, level);
  }

  private static void checkFactor(String name, String symbol, double factor) {
    if (factor <= 0 || factor >= 1) {
      throw new KernelException(
          String.format(
              Locale.ROOT,
              "invalid %s factor. Expected: 0 < %s < 1, got: %f",
              name,
              symbol,
              factor));
    }
  }
}
