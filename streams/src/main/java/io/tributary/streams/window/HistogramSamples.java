package io.tributary.streams.window;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.Arrays;

/** The native histograms of one series that an evaluation may still look at. Of one thread. */
final class HistogramSamples {
  private long[] timestamps = new long[8];
  private FloatHistogram[] histograms = new FloatHistogram[8];
  private int from;
  private int to;

  /** Whether some may have taken the place of floats, which are still in the run or a chunk. */
  private boolean hides;

  boolean isEmpty() {
    return from == to;
  }

  boolean contains(long timestampMs) {
    int at = firstAfter(timestampMs);
    return at > from && timestamps[at - 1] == timestampMs;
  }

  /**
   * Puts in a histogram, in place of one of its timestamp.
   *
   * @param hidesFloat whether there is a float of its timestamp, which does not count any more
   */
  void put(long timestampMs, FloatHistogram histogram, boolean hidesFloat) {
    hides |= hidesFloat;
    if (!add(timestampMs, histogram, Long.MIN_VALUE)) {
      histograms[firstAfter(timestampMs) - 1] = histogram;
    }
  }

  /** Takes out the one of this timestamp; false where there is none. */
  boolean remove(long timestampMs) {
    if (!contains(timestampMs)) {
      return false;
    }
    int after = firstAfter(timestampMs);
    System.arraycopy(timestamps, after, timestamps, after - 1, to - after);
    System.arraycopy(histograms, after, histograms, after - 1, to - after);
    to--;
    histograms[to] = null;
    return true;
  }

  /** Puts in a histogram at its place in time; false where its timestamp is there already. */
  boolean add(long timestampMs, FloatHistogram histogram, long usefulAfterMs) {
    if (contains(timestampMs)) {
      return false;
    }
    if (to == timestamps.length) {
      forgetUntil(usefulAfterMs);
      makeRoom();
    }
    int at = firstAfter(timestampMs);
    System.arraycopy(timestamps, at, timestamps, at + 1, to - at);
    System.arraycopy(histograms, at, histograms, at + 1, to - at);
    timestamps[at] = timestampMs;
    histograms[at] = histogram;
    to++;
    return true;
  }

  void forgetUntil(long untilMs) {
    int kept = firstAfter(untilMs);
    Arrays.fill(histograms, from, kept, null);
    from = kept;
  }

  /**
   * Appends those of {@code fromMs..toMs}, both inclusive, to the floats of that range, and takes
   * away those floats whose place one has taken.
   */
  void read(long fromMs, long toMs, SampleColumns into) {
    int end = firstAfter(toMs);
    for (int i = firstAfter(fromMs - 1); i < end; i++) {
      into.append(timestamps[i], histograms[i], 0);
    }
    if (hides) {
      takeAwayHidden(into);
    }
  }

  private void takeAwayHidden(SampleColumns into) {
    int kept = into.from;
    for (int i = into.from; i < into.to; i++) {
      if (!contains(into.timestamps[i])) {
        into.timestamps[kept] = into.timestamps[i];
        into.values[kept] = into.values[i];
        kept++;
      }
    }
    into.to = kept;
  }

  private int firstAfter(long timestampMs) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timestamps[middle] <= timestampMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Moves all to the front, of larger arrays where few are free. */
  private void makeRoom() {
    int n = to - from;
    int capacity = n > timestamps.length * 3 / 4 ? n + n / 2 : timestamps.length;
    timestamps = Arrays.copyOf(Arrays.copyOfRange(timestamps, from, to), capacity);
    histograms = Arrays.copyOf(Arrays.copyOfRange(histograms, from, to), capacity);
    from = 0;
    to = n;
  }
}
