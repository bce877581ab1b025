package io.tributary.promql.kernel;

import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/**
 * Rates of native histograms over anchored and smoothed ranges: from the histogram at the left edge
 * to that at the right one, each interpolated where the range is smoothed.
 */
final class ExtendedHistogramRate {
  private final Windows w;
  private final KernelContext context;
  private final boolean isCounter;
  private final boolean smoothed;
  private final long startMs;
  private final long endMs;
  private final int first;
  private final int last;

  private ExtendedHistogramRate(Windows w, int step, KernelContext context, boolean isCounter) {
    this.w = w;
    this.context = context;
    this.isCounter = isCounter;
    smoothed = w.shape.edges() == RangeEdges.SMOOTHED;
    startMs = w.shape.startMs(step);
    endMs = w.shape.endMs(step);
    int from = w.histogramFrom[step];
    int end = w.histogramTo[step] - 1;
    int after = from;
    while (after < end && w.histogramTimestamps[after] <= startMs) {
      after++;
    }
    first = Math.max(from, after - 1);
    if (smoothed) {
      int at = from;
      while (at < end && w.histogramTimestamps[at] < endMs) {
        at++;
      }
      end = at;
    }
    last = end;
  }

  /** The rate over a window of histograms only, or null. */
  static @Nullable FloatHistogram of(
      Windows w, int step, KernelContext context, boolean isCounter, boolean isRate) {
    FloatHistogram change = new ExtendedHistogramRate(w, step, context, isCounter).change();
    if (change == null) {
      return null;
    }
    FloatHistogram rate = isRate ? change.dividedBy(w.shape.rangeSeconds()) : change;
    return rate.withHint(CounterReset.GAUGE);
  }

  private @Nullable FloatHistogram change() {
    if (w.histogramTimestamps[last] <= startMs
        || (smoothed && w.histogramTimestamps[first] > endMs)
        || !oneKind()) {
      return null;
    }
    FloatHistogram left =
        smoothed && w.histogramTimestamps[first] < startMs
            ? interpolated(first, startMs)
            : w.histograms[first];
    FloatHistogram right =
        smoothed && last > first && w.histogramTimestamps[last] > endMs
            ? interpolated(last - 1, endMs)
            : w.histograms[last];
    if (!isCounter && !(left.hint() == CounterReset.GAUGE && right.hint() == CounterReset.GAUGE)) {
      note(Note.notGauge(w.metricName()));
    }
    HistogramSum change = new HistogramSum(right);
    subtract(change, left);
    if (isCounter) {
      addResets(change, left, right);
    }
    return change.result();
  }

  /** Whether all are exponential or all have custom buckets. */
  private boolean oneKind() {
    boolean gauge = false;
    for (int i = first; i <= last; i++) {
      if (!w.histograms[i].compatible(w.histograms[first])) {
        note(Note.mixedExponentialCustom(w.metricName()));
        return false;
      }
      gauge |= w.histograms[i].hint() == CounterReset.GAUGE;
    }
    if (isCounter && gauge) {
      note(Note.notCounter(w.metricName()));
    }
    return true;
  }

  /** The histogram at a time between {@code i} and the one after it. */
  private FloatHistogram interpolated(int i, long atMs) {
    FloatHistogram before = w.histograms[i];
    FloatHistogram after = w.histograms[i + 1];
    long beforeMs = w.histogramTimestamps[i];
    long afterMs = w.histogramTimestamps[i + 1];
    if (atMs == beforeMs) {
      return before;
    }
    if (atMs == afterMs) {
      return after;
    }
    double fraction = (double) (atMs - beforeMs) / (afterMs - beforeMs);
    if (isCounter && after.isResetAfter(before)) {
      return after.times(fraction); // from zero
    }
    HistogramSum sum = new HistogramSum(after);
    subtract(sum, before);
    sum.scale(fraction);
    add(sum, before);
    return sum.result();
  }

  /** Adds what was counted before each reset that interpolation has not already seen. */
  private void addResets(HistogramSum change, FloatHistogram left, FloatHistogram right) {
    int next = first + 1;
    FloatHistogram previous = left;
    if (smoothed
        && w.histogramTimestamps[first] < startMs
        && w.histograms[first + 1].isResetAfter(w.histograms[first])) {
      previous = w.histograms[first + 1];
      next++;
    }
    if (next > last) {
      return;
    }
    for (int i = next; i < last; i++) {
      if (w.histograms[i].isResetAfter(previous)) {
        add(change, previous);
      }
      previous = w.histograms[i];
    }
    if (right.isResetAfter(previous)) {
      add(change, previous);
    }
  }

  private void add(HistogramSum sum, FloatHistogram other) {
    if (!sum.sameBounds(other)) {
      note(Note.mismatchedCustomBuckets("addition"));
    }
    sum.add(other);
  }

  private void subtract(HistogramSum sum, FloatHistogram other) {
    if (!sum.sameBounds(other)) {
      note(Note.mismatchedCustomBuckets("subtraction"));
    }
    sum.subtract(other);
  }

  private void note(Note note) {
    context.notes().add(note, context.argument());
  }
}
