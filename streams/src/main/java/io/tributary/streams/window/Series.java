package io.tributary.streams.window;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series that a rule selects, with the samples that an evaluation may still look at. To others
 * than {@link Windows} it is a handle. Of one thread.
 */
public final class Series {
  private static final int INITIAL = 8;

  /** Names the series in the state store; never used again for another one. */
  final int id;

  final Fingerprint fingerprint;
  final Labels labels;

  /** How far back of an instant of evaluation any rule may look; 0: no rule looks at it. */
  long retentionMs;

  /** Whether it was dropped, having had no sample left: a handle to it is of no use any more. */
  boolean forgotten;

  private long[] timestamps = new long[INITIAL];
  private double[] values = new double[INITIAL];

  /** Where each sample's counter started, 0: not known; null while no sample tells. */
  private long @Nullable [] starts;

  /** The histogram of each sample that is one; null while none is. */
  private @Nullable FloatHistogram @Nullable [] histograms;

  private int from;
  private int to;

  Series(int id, Fingerprint fingerprint, Labels labels) {
    this.id = id;
    this.fingerprint = fingerprint;
    this.labels = labels;
  }

  /** How many samples it holds. */
  int size() {
    return to - from;
  }

  /** Whether the next sample needs more room than there is. */
  boolean full() {
    return to == timestamps.length;
  }

  /** Bytes of memory that the samples take, without those of native histograms. */
  long bytes() {
    return 16L * timestamps.length + (starts == null ? 0 : 8L * timestamps.length);
  }

  /**
   * Puts in a sample at its place in time. One whose timestamp is there already is left out: the
   * first to come counts, as everywhere downstream.
   *
   * @return whether it was put in
   */
  boolean add(long timestampMs, double value, long startMs, @Nullable FloatHistogram histogram) {
    int at = to;
    if (from < to && timestampMs <= timestamps[to - 1]) {
      at = firstAfter(timestampMs);
      if (at > from && timestamps[at - 1] == timestampMs) {
        return false;
      }
    }
    if (to == timestamps.length) {
      int shift = from;
      makeRoom();
      at -= shift;
    }
    if (at < to) {
      shiftRight(at);
    }
    timestamps[at] = timestampMs;
    values[at] = value;
    if (startMs != 0 || starts != null) {
      starts = starts == null ? new long[timestamps.length] : starts;
      starts[at] = startMs;
    }
    if (histogram != null || histograms != null) {
      histograms = histograms == null ? new FloatHistogram[timestamps.length] : histograms;
      histograms[at] = histogram;
    }
    to++;
    return true;
  }

  /** Forgets the samples of {@code timestamp <= untilMs}. */
  void forgetUntil(long untilMs) {
    int kept = from;
    while (kept < to && timestamps[kept] <= untilMs) {
      kept++;
    }
    from = kept;
    if (from == to) {
      from = 0;
      to = 0;
      histograms = null;
    }
  }

  /** Reads {@code fromMs..toMs}, both inclusive. */
  void read(long fromMs, long toMs, SampleColumns into) {
    int first = firstAfter(fromMs - 1);
    int end = firstAfter(toMs);
    FloatHistogram[] h = histograms;
    if (h == null) {
      into.view(timestamps, values, starts, first, end);
      return;
    }
    into.clear();
    for (int i = first; i < end; i++) {
      long start = starts == null ? 0 : starts[i];
      FloatHistogram histogram = h[i];
      if (histogram == null) {
        into.append(timestamps[i], values[i], start);
      } else {
        into.append(timestamps[i], histogram, start);
      }
    }
  }

  /** The index of the first sample later than {@code timestampMs}. */
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

  /** Moves the samples to the front where that frees a quarter, else to larger arrays. */
  private void makeRoom() {
    int n = to - from;
    if (from >= timestamps.length / 4) {
      System.arraycopy(timestamps, from, timestamps, 0, n);
      System.arraycopy(values, from, values, 0, n);
      if (starts != null) {
        System.arraycopy(starts, from, starts, 0, n);
      }
      if (histograms != null) {
        System.arraycopy(histograms, from, histograms, 0, n);
        Arrays.fill(histograms, n, to, null);
      }
    } else {
      int capacity = n + n / 2 + 4;
      timestamps = Arrays.copyOf(Arrays.copyOfRange(timestamps, from, to), capacity);
      values = Arrays.copyOf(Arrays.copyOfRange(values, from, to), capacity);
      starts =
          starts == null ? null : Arrays.copyOf(Arrays.copyOfRange(starts, from, to), capacity);
      histograms =
          histograms == null
              ? null
              : Arrays.copyOf(Arrays.copyOfRange(histograms, from, to), capacity);
    }
    from = 0;
    to = n;
  }

  private void shiftRight(int at) {
    int n = to - at;
    System.arraycopy(timestamps, at, timestamps, at + 1, n);
    System.arraycopy(values, at, values, at + 1, n);
    if (starts != null) {
      System.arraycopy(starts, at, starts, at + 1, n);
    }
    if (histograms != null) {
      System.arraycopy(histograms, at, histograms, at + 1, n);
    }
  }
}
