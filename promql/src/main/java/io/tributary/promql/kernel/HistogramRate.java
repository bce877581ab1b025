package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/** Rates of native histograms: as of floats, bucket by bucket. */
final class HistogramRate {
  private final Windows w;
  private final int step;
  private final KernelContext context;
  private final boolean isCounter;
  private final int from;
  private final int to;
  private final long @Nullable [] starts;

  private HistogramRate(Windows w, int step, KernelContext context, boolean isCounter) {
    this.w = w;
    this.step = step;
    this.context = context;
    this.isCounter = isCounter;
    this.from = w.histogramFrom[step];
    this.to = w.histogramTo[step];
    this.starts = isCounter && context.useStartTimestamps() ? w.histogramStartTimestamps : null;
  }

  /** {@code rate}, {@code increase} or {@code delta} over a window of histograms only, or null. */
  static @Nullable FloatHistogram of(
      Windows w, int step, KernelContext context, boolean isCounter, boolean isRate) {
    return new HistogramRate(w, step, context, isCounter)
        .extrapolated(isRate ? w.shape.rangeSeconds() : 1);
  }

  /**
   * {@code irate} or {@code idelta} of the histogram at {@code last} and that before it, or null.
   */
  static @Nullable FloatHistogram ofLastTwo(
      Windows w, int last, KernelContext context, boolean isRate) {
    FloatHistogram previous = w.histograms[last - 1];
    FloatHistogram current = w.histograms[last];
    boolean gauges = previous.hint() == CounterReset.GAUGE && current.hint() == CounterReset.GAUGE;
    boolean gauge = previous.hint() == CounterReset.GAUGE || current.hint() == CounterReset.GAUGE;
    Notes notes = context.notes();
    if (isRate && gauge) {
      notes.add(Note.notCounter(w.metricName()), context.firstArgument());
    } else if (!isRate && !gauges) {
      notes.add(Note.notGauge(w.metricName()), context.firstArgument());
    }
    long[] starts = context.useStartTimestamps() ? w.histogramStartTimestamps : null;
    FloatHistogram change = current;
    if (!isRate || !isReset(w, starts, last, previous)) {
      if (!current.compatible(previous)) {
        notes.add(Note.mixedExponentialCustom(w.metricName()), context.firstArgument());
        return null;
      }
      HistogramSum difference = new HistogramSum(current).subtract(previous);
      if (difference.boundsReconciled()) {
        notes.add(Note.mismatchedCustomBuckets("subtraction"), context.firstArgument());
      }
      change = difference.result();
    }
    change = change.withHint(CounterReset.GAUGE);
    double seconds = (w.histogramTimestamps[last] - w.histogramTimestamps[last - 1]) / 1000.0;
    return isRate ? change.dividedBy(seconds) : change;
  }

  /** Whether the counter was reset before histogram {@code i}, by its start or by its content. */
  private static boolean isReset(
      Windows w, long @Nullable [] starts, int i, FloatHistogram previous) {
    return (starts != null
            && StartTimestamps.isReset(
                starts[i - 1], w.histogramTimestamps[i - 1], starts[i], w.histogramTimestamps[i]))
        || w.histograms[i].isResetAfter(previous);
  }

  private @Nullable FloatHistogram extrapolated(double divisor) {
    FloatHistogram increase = null;
    if (to - from > 1) {
      increase = increase();
      if (increase == null) {
        return null;
      }
    }
    long firstMs = w.histogramTimestamps[from];
    long lastMs = w.histogramTimestamps[to - 1];
    int gaps = to - from - 1;
    double sampled = (lastMs - firstMs) / 1000.0;
    double toEnd = (w.shape.endMs(step) - lastMs) / 1000.0;
    FloatHistogram first = w.histograms[from];
    long start = starts == null ? 0 : starts[from];
    if (start != 0 && start > w.shape.startMs(step) && start < firstMs) {
      FloatHistogram sinceStart = increase == null ? first : addFirst(increase, first);
      return sinceStart == null
          ? null
          : sinceStart.times(
              Extrapolation.factorSinceStart(
                  (lastMs - start) / 1000.0, gaps == 0 ? 0 : sampled / gaps, toEnd, divisor));
    }
    if (increase == null) {
      return null;
    }
    boolean zeroMatters = isCounter && increase.count() > 0 && first.count() >= 0;
    return increase.times(
        Extrapolation.factor(
            (firstMs - w.shape.startMs(step)) / 1000.0,
            toEnd,
            sampled,
            gaps,
            zeroMatters ? first.count() : -1,
            increase.count(),
            divisor));
  }

  private @Nullable FloatHistogram addFirst(FloatHistogram increase, FloatHistogram first) {
    if (!increase.compatible(first)) {
      return incompatible();
    }
    HistogramSum sum = new HistogramSum(increase).add(first);
    if (sum.boundsReconciled()) {
      note(Note.mismatchedCustomBuckets("addition"));
    }
    return sum.result();
  }

  private @Nullable FloatHistogram increase() {
    FloatHistogram first = w.histograms[from];
    FloatHistogram second = w.histograms[from + 1];
    FloatHistogram last = w.histograms[to - 1];
    boolean firstIgnored = isCounter && isReset(w, starts, from + 1, first);
    if (firstIgnored) {
      // Whatever its layout, it plays no part.
      first = second.emptied();
    }
    int coarsest = Math.min(first.schema(), last.schema());
    for (int i = from + 1; i < to; i++) {
      if (i == to - 1 || isCounter) {
        if (!w.histograms[i].compatible(first)) {
          return incompatible();
        }
        coarsest = Math.min(coarsest, w.histograms[i].schema());
      }
    }
    noteHints();
    HistogramSum sum =
        new HistogramSum(last.isCustom() ? last : last.toSchema(coarsest)).subtract(first);
    if (sum.boundsReconciled()) {
      note(Note.mismatchedCustomBuckets("subtraction"));
    }
    if (isCounter) {
      addResets(sum, first);
    }
    return sum.result().withHint(CounterReset.GAUGE);
  }

  private void addResets(HistogramSum sum, FloatHistogram first) {
    FloatHistogram previous = first;
    boolean overlap = false;
    for (int i = from + 1; i < to; i++) {
      if (starts != null
          && !overlap
          && StartTimestamps.overlaps(starts[i - 1], w.histogramTimestamps[i - 1], starts[i])) {
        overlap = true;
        note(Note.startTimeOverlap(w.metricName()));
      }
      if (isReset(w, starts, i, previous)) {
        if (!sum.sameBounds(previous)) {
          note(Note.mismatchedCustomBuckets("addition"));
        }
        sum.add(previous);
      }
      previous = w.histograms[i];
    }
  }

  private void noteHints() {
    if (!isCounter) {
      if (w.histograms[from].hint() != CounterReset.GAUGE
          || w.histograms[to - 1].hint() != CounterReset.GAUGE) {
        note(Note.notGauge(w.metricName()));
      }
      return;
    }
    for (int i = from; i < to; i++) {
      if (w.histograms[i].hint() == CounterReset.GAUGE) {
        note(Note.notCounter(w.metricName()));
        return;
      }
    }
  }

  private @Nullable FloatHistogram incompatible() {
    note(Note.mixedExponentialCustom(w.metricName()));
    return null;
  }

  private void note(Note note) {
    context.notes().add(note, context.argument());
  }
}
