package io.tributary.hub.head;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series that came after a later one, in order of time. Rare and few, so they
 * are held as they are and put in their place when they are read. Of one thread at a time.
 */
final class OutOfOrder {
  private long[] times = new long[4];
  private double[] values = new double[4];
  private @Nullable FloatHistogram[] histograms = new FloatHistogram[4];
  private int count;

  /** Adds a sample: a histogram, or a value where that is null. */
  Appended add(long timestampMs, double value, @Nullable FloatHistogram histogram) {
    int at = Arrays.binarySearch(times, 0, count, timestampMs);
    if (at >= 0) {
      return same(at, value, histogram) ? Appended.DUPLICATE : Appended.CONFLICT;
    }
    at = -at - 1;
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
      histograms = Arrays.copyOf(histograms, 2 * count);
    }
    System.arraycopy(times, at, times, at + 1, count - at);
    System.arraycopy(values, at, values, at + 1, count - at);
    System.arraycopy(histograms, at, histograms, at + 1, count - at);
    times[at] = timestampMs;
    values[at] = value;
    histograms[at] = histogram;
    count++;
    return Appended.OUT_OF_ORDER;
  }

  /** Adds a histogram, or a value, in place of the one of its time, wherever that is. */
  void put(long timestampMs, double value, @Nullable FloatHistogram histogram) {
    if (add(timestampMs, value, histogram) == Appended.CONFLICT) {
      int at = Arrays.binarySearch(times, 0, count, timestampMs);
      values[at] = value;
      histograms[at] = histogram;
    }
  }

  /** Takes away those of the same times, of which each is a correction; buffers are its own. */
  void replaceIn(SampleColumns inOrder) {
    int kept = inOrder.from;
    for (int i = inOrder.from; i < inOrder.to; i++) {
      if (!anyIn(inOrder.timestamps[i], inOrder.timestamps[i])) {
        inOrder.timestamps[kept] = inOrder.timestamps[i];
        inOrder.values[kept++] = inOrder.values[i];
      }
    }
    inOrder.to = kept;
    kept = 0;
    for (int i = 0; i < inOrder.histogramCount; i++) {
      if (!anyIn(inOrder.histogramTimestamps[i], inOrder.histogramTimestamps[i])) {
        inOrder.histogramTimestamps[kept] = inOrder.histogramTimestamps[i];
        inOrder.histograms[kept++] = inOrder.histograms[i];
      }
    }
    inOrder.histogramCount = kept;
  }

  private boolean same(int at, double value, @Nullable FloatHistogram histogram) {
    FloatHistogram here = histograms[at];
    if (here == null || histogram == null) {
      return here == null
          && histogram == null
          && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(values[at]);
    }
    return here.equals(histogram);
  }

  int count() {
    return count;
  }

  long timeMs(int i) {
    return times[i];
  }

  boolean anyIn(long fromMs, long toMs) {
    int at = Arrays.binarySearch(times, 0, count, fromMs);
    int next = at >= 0 ? at : -at - 1;
    return next < count && times[next] <= toMs;
  }

  /** Appends those of the range. */
  void read(long fromMs, long toMs, SampleColumns into) {
    for (int i = 0; i < count; i++) {
      if (times[i] >= fromMs && times[i] <= toMs) {
        FloatHistogram histogram = histograms[i];
        if (histogram == null) {
          into.append(times[i], values[i]);
        } else {
          into.append(times[i], histogram, 0);
        }
      }
    }
  }

  /** Forgets those of a range, ends included; true where none are left. */
  boolean drop(long fromMs, long toMs) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (times[i] < fromMs || times[i] > toMs) {
        times[kept] = times[i];
        values[kept] = values[i];
        histograms[kept++] = histograms[i];
      }
    }
    Arrays.fill(histograms, kept, count, null);
    count = kept;
    return count == 0;
  }
}
