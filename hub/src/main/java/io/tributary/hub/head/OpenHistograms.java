package io.tributary.hub.head;

import io.tributary.hub.block.ChunkEncoding;
import io.tributary.hub.chunk.HistogramChunkEncoder;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.Arrays;

/**
 * The native histograms of a series that are not in a chunk yet. They are encoded together, when
 * their buckets are all known. Of one thread at a time.
 */
final class OpenHistograms {
  /** Fewer than floats, since each is an object of some hundred bytes until it is encoded. */
  static final int MAX = 40;

  private long[] times = new long[4];
  private FloatHistogram[] histograms = new FloatHistogram[4];
  private int count;

  /** How the first relates to the chunk before. */
  private CounterReset first = CounterReset.UNKNOWN;

  boolean takes(FloatHistogram next) {
    return count == 0 || (count < MAX && HistogramChunkEncoder.fits(histograms[count - 1], next));
  }

  /** Adds one that {@link #takes} said yes to; {@code reset} matters for the first only. */
  void add(long timestampMs, FloatHistogram histogram, boolean reset) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      histograms = Arrays.copyOf(histograms, 2 * count);
    }
    if (count == 0) {
      first =
          histogram.hint() == CounterReset.GAUGE || !reset ? histogram.hint() : CounterReset.RESET;
    }
    times[count] = timestampMs;
    histograms[count++] = histogram;
  }

  int count() {
    return count;
  }

  long timeMs(int i) {
    return times[i];
  }

  long lastMs() {
    return times[count - 1];
  }

  FloatHistogram histogram(int i) {
    return histograms[i];
  }

  Chunk seal() {
    byte[] data = HistogramChunkEncoder.encode(times, histograms, count, first);
    ChunkEncoding encoding =
        histograms[0].hasIntegerCounts() ? ChunkEncoding.HISTOGRAM : ChunkEncoding.FLOAT_HISTOGRAM;
    return new Chunk(times[0], times[count - 1], encoding, data);
  }
}
