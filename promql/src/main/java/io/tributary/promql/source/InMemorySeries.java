package io.tributary.promql.source;

import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;

/** The samples of one series, ascending. */
final class InMemorySeries {
  final Labels labels;
  private final SampleColumns samples = new SampleColumns();

  InMemorySeries(Labels labels) {
    this.labels = labels;
  }

  void append(long timestampMs, double value, long startMs) {
    checkOrder(timestampMs);
    samples.append(timestampMs, value, startMs);
  }

  void append(long timestampMs, FloatHistogram histogram, long startMs) {
    checkOrder(timestampMs);
    samples.append(timestampMs, hinted(histogram), startMs);
  }

  /**
   * With the hint that a Prometheus would give it when it is read back: it knows that there was no
   * reset where a histogram went on in the chunk of the one before it, and nothing else.
   */
  private FloatHistogram hinted(FloatHistogram histogram) {
    if (histogram.hint() == CounterReset.GAUGE || histogram.isStale()) {
      return histogram;
    }
    int count = samples.histogramCount;
    boolean afterFloat =
        count == 0
            || (samples.to > 0
                && samples.timestamps[samples.to - 1] > samples.histogramTimestamps[count - 1]);
    boolean goesOn = !afterFloat && goesOn(samples.histograms[count - 1], histogram);
    return histogram.withHint(goesOn ? CounterReset.NOT_RESET : CounterReset.UNKNOWN);
  }

  private static boolean goesOn(FloatHistogram previous, FloatHistogram next) {
    return previous.hint() != CounterReset.GAUGE
        && !previous.isStale()
        && next.hint() != CounterReset.RESET
        && next.schema() == previous.schema()
        && next.zeroThreshold() == previous.zeroThreshold()
        && next.sameBounds(previous)
        && !next.withHint(CounterReset.UNKNOWN).isResetAfter(previous);
  }

  private void checkOrder(long timestampMs) {
    long last = Long.MIN_VALUE;
    if (samples.to > 0) {
      last = samples.timestamps[samples.to - 1];
    }
    if (samples.histogramCount > 0) {
      last = Math.max(last, samples.histogramTimestamps[samples.histogramCount - 1]);
    }
    if (timestampMs <= last) {
      throw new IllegalArgumentException(
          "sample of " + labels + " at " + timestampMs + " ms is not later than " + last + " ms");
    }
  }

  void read(long fromMs, long toMs, SampleColumns into) {
    int to = firstAtOrAfter(samples.timestamps, samples.to, toMs + 1);
    int from = firstAtOrAfter(samples.timestamps, to, fromMs);
    into.view(samples.timestamps, samples.values, samples.startTimestamps, from, to);
    int count = samples.histogramCount;
    if (count > 0) {
      int last = firstAtOrAfter(samples.histogramTimestamps, count, toMs + 1);
      int first = firstAtOrAfter(samples.histogramTimestamps, last, fromMs);
      long[] starts = samples.histogramStartTimestamps;
      for (int i = first; i < last; i++) {
        into.append(
            samples.histogramTimestamps[i], samples.histograms[i], starts == null ? 0 : starts[i]);
      }
    }
  }

  /**
   * The least index whose timestamp is at least {@code t}, or {@code length}. Looks near the end
   * first, in growing steps: there most queries look, and each probe elsewhere is a cache miss.
   */
  private static int firstAtOrAfter(long[] timestamps, int length, long t) {
    int high = length;
    int distance = 1;
    while (distance <= length && timestamps[length - distance] >= t) {
      high = length - distance;
      distance = 2 * distance;
    }
    int low = Math.max(0, length - distance + 1);
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (timestamps[mid] < t) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }
}
