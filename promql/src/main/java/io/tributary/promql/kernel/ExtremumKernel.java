package io.tributary.promql.kernel;

/**
 * {@code min_over_time}, {@code max_over_time} and the times of them. Histograms are left out.
 *
 * <p>Over overlapping windows the candidates are kept in a queue in which each is better than all
 * after it, so a series costs one pass over its samples.
 */
final class ExtremumKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean maximum;
  private final boolean timestamp;
  private int[] queue = new int[64];

  ExtremumKernel(KernelContext context, boolean maximum, boolean timestamp) {
    this.context = context;
    this.maximum = maximum;
    this.timestamp = timestamp;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    if (w.floatCount(step) == 0) {
      return;
    }
    if (w.histogramCount(step) > 0) {
      context.notes().add(Note.histogramIgnoredInRange(w.metricName()), context.firstArgument());
    }
    int best = w.from[step];
    for (int i = best + 1; i < w.to[step]; i++) {
      if (replaces(w.values[i], w.values[best])) {
        best = i;
      }
    }
    out.setFloat(step, result(w, best));
  }

  @Override
  public void all(Windows w, Row out) {
    if (w.hasHistograms || w.steps < 2) {
      super.all(w, out);
      return;
    }
    // A ring would do; the samples of one series fit, and then indexes only move on.
    int samples = w.to[w.steps - 1] - w.from[0];
    if (queue.length < samples) {
      queue = new int[Math.max(samples, 2 * queue.length)];
    }
    int head = 0;
    int tail = 0;
    int next = w.from[0];
    double[] values = w.values;
    for (int step = 0; step < w.steps; step++) {
      int from = w.from[step];
      int to = w.to[step];
      if (next < from) {
        next = from;
        head = tail = 0;
      }
      for (; next < to; next++) {
        while (tail > head && replaces(values[next], values[queue[tail - 1]])) {
          tail--;
        }
        queue[tail++] = next;
      }
      while (head < tail && queue[head] < from) {
        head++;
      }
      if (from < to) {
        out.values[step] = result(w, queue[head]);
      }
    }
  }

  /** NaN gives way to anything; among equals the first counts, or for times the last. */
  private boolean replaces(double value, double best) {
    if (Double.isNaN(best)) {
      return true;
    }
    if (timestamp) {
      return maximum ? value >= best : value <= best;
    }
    return maximum ? value > best : value < best;
  }

  private double result(Windows w, int index) {
    return timestamp ? w.timestamps[index] / 1000.0 : w.values[index];
  }
}
