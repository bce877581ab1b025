package io.tributary.promql.source;

import static java.util.Objects.requireNonNull;

import io.tributary.schemas.histogram.FloatHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series in a time range, as columns: floats in {@link #timestamps} and {@link
 * #values} from {@link #from} to {@link #to}, native histograms apart from them in {@link
 * #histogramTimestamps} and {@link #histograms} from 0 to {@link #histogramCount}. Both ascend by
 * timestamp; no timestamp is in both.
 *
 * <p>Ownership: made by an operator and lent to a store for {@link SampleReader#read}. The arrays
 * may be the columns' own or, after {@link #view}, the store's: whoever reads must not write to
 * them nor keep them beyond the next read. Histograms are immutable to readers and may be kept.
 *
 * <p>Threading: of one thread. The fields are public because they are read in the innermost loops.
 */
public final class SampleColumns {
  private static final int INITIAL = 128;

  /** Milliseconds since the epoch, one a float sample; only {@code from..to} counts. */
  public long[] timestamps = new long[0];

  /** Values, staleness markers included; only {@code from..to} counts. */
  public double[] values = new double[0];

  /**
   * Where each float sample's counter started, in milliseconds since the epoch and 0 where not
   * known; null where none is known.
   */
  public long @Nullable [] startTimestamps;

  /** The first float sample's index. */
  public int from;

  /** One past the last float sample's index. */
  public int to;

  /** Milliseconds since the epoch, one a histogram. */
  public long[] histogramTimestamps = new long[0];

  /** Native histograms, {@link FloatHistogram#isStale stale} ones included. */
  public FloatHistogram[] histograms = new FloatHistogram[0];

  /** As {@link #startTimestamps}, of the histograms. */
  public long @Nullable [] histogramStartTimestamps;

  /** How many histograms there are. */
  public int histogramCount;

  private long[] ownTimestamps = new long[0];
  private double[] ownValues = new double[0];
  private long @Nullable [] ownStarts;

  /** Makes it hold nothing, with its own buffers. */
  public void clear() {
    timestamps = ownTimestamps;
    values = ownValues;
    startTimestamps = null;
    from = 0;
    to = 0;
    histogramStartTimestamps = null;
    histogramCount = 0;
  }

  /** How many samples it holds of either kind. */
  public int size() {
    return to - from + histogramCount;
  }

  /** About how many bytes its own buffers for floats take. */
  public long ownBytes() {
    return 16L * ownTimestamps.length + (ownStarts == null ? 0 : 8L * ownStarts.length);
  }

  /** Points the float columns at the store's own arrays; histograms are cleared. */
  public void view(long[] timestamps, double[] values, int from, int to) {
    view(timestamps, values, null, from, to);
  }

  /** The same with start timestamps, of the same indexes. */
  public void view(long[] timestamps, double[] values, long @Nullable [] starts, int from, int to) {
    this.timestamps = timestamps;
    this.values = values;
    this.startTimestamps = starts;
    this.from = from;
    this.to = to;
    histogramStartTimestamps = null;
    histogramCount = 0;
  }

  /** Appends a float sample; after {@link #clear}, never after {@link #view}. */
  public void append(long timestampMs, double value) {
    int n = to;
    if (n == ownTimestamps.length) {
      reserve(n + 1);
    }
    ownTimestamps[n] = timestampMs;
    ownValues[n] = value;
    if (startTimestamps != null) {
      startTimestamps[n] = 0;
    }
    to = n + 1;
  }

  /** Appends a float sample whose counter started at {@code startMs} (0: not known). */
  public void append(long timestampMs, double value, long startMs) {
    append(timestampMs, value);
    if (startMs != 0 && startTimestamps == null) {
      ownStarts = new long[ownTimestamps.length];
      startTimestamps = ownStarts;
    }
    if (startTimestamps != null) {
      startTimestamps[to - 1] = startMs;
    }
  }

  /** Appends a histogram whose counters started at {@code startMs} (0: not known). */
  public void append(long timestampMs, FloatHistogram histogram, long startMs) {
    int n = histogramCount;
    if (n == histogramTimestamps.length) {
      int capacity = Math.max(16, 2 * n);
      histogramTimestamps = Arrays.copyOf(histogramTimestamps, capacity);
      histograms = Arrays.copyOf(histograms, capacity);
      if (histogramStartTimestamps != null) {
        histogramStartTimestamps = Arrays.copyOf(histogramStartTimestamps, capacity);
      }
    }
    histogramTimestamps[n] = timestampMs;
    histograms[n] = histogram;
    if (startMs != 0 && histogramStartTimestamps == null) {
      histogramStartTimestamps = new long[histogramTimestamps.length];
    }
    if (histogramStartTimestamps != null) {
      histogramStartTimestamps[n] = startMs;
    }
    histogramCount = n + 1;
  }

  /** Room in its own buffers for so many float samples, for a store that decodes into them. */
  public void reserve(int capacity) {
    if (capacity > ownTimestamps.length) {
      int size = Math.max(INITIAL, Math.max(capacity, 2 * ownTimestamps.length));
      ownTimestamps = Arrays.copyOf(ownTimestamps, size);
      ownValues = Arrays.copyOf(ownValues, size);
      timestamps = ownTimestamps;
      values = ownValues;
      if (startTimestamps != null) {
        ownStarts = Arrays.copyOf(requireNonNull(startTimestamps), size);
        startTimestamps = ownStarts;
      }
    }
  }
}
