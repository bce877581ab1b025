package io.tributary.promql.kernel;

/** {@code first_over_time}, {@code last_over_time} and the times of them. */
final class EndKernel extends RangeKernel {
  private final boolean last;
  private final boolean timestamp;

  EndKernel(boolean last, boolean timestamp) {
    this.last = last;
    this.timestamp = timestamp;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    int index = last ? w.to[step] - 1 : w.from[step];
    if (w.histogramCount(step) > 0) {
      int histogram = last ? w.histogramTo[step] - 1 : w.histogramFrom[step];
      long histogramMs = w.histogramTimestamps[histogram];
      boolean wins =
          w.floatCount(step) == 0
              || (last ? histogramMs >= w.timestamps[index] : histogramMs <= w.timestamps[index]);
      if (wins) {
        if (timestamp) {
          out.setFloat(step, histogramMs / 1000.0);
        } else {
          out.setHistogram(step, w.histograms[histogram]);
        }
        return;
      }
    }
    out.setFloat(step, timestamp ? w.timestamps[index] / 1000.0 : w.values[index]);
  }
}
