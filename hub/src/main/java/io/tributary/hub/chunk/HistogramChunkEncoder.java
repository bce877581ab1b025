package io.tributary.hub.chunk;

import io.tributary.schemas.histogram.Buckets;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.TreeSet;

/**
 * Encodes histograms as one chunk with float counts. Its layout is that of all buckets that any of
 * them has, so none needs to be coded again when a bucket appears.
 */
public final class HistogramChunkEncoder {
  private HistogramChunkEncoder() {}

  /**
   * Whether the next histogram may stand in one chunk behind the last: the same schema, bounds,
   * zero threshold and kind, and no counter reset between. A staleness marker may follow anything
   * and nothing may follow it but another.
   */
  public static boolean fits(FloatHistogram last, FloatHistogram next) {
    if (next.isStale()) {
      return true;
    }
    if (last.isStale()
        || last.schema() != next.schema()
        || last.zeroThreshold() != next.zeroThreshold()
        || !last.sameBounds(next)) {
      return false;
    }
    boolean gauge = next.hint() == CounterReset.GAUGE;
    if (gauge || last.hint() == CounterReset.GAUGE) {
      return gauge && last.hint() == CounterReset.GAUGE;
    }
    return next.hint() != CounterReset.RESET && !next.isResetAfter(last);
  }

  /**
   * The chunk of the first {@code count} of these histograms, which {@link #fits} each other.
   *
   * @param first how the first relates to the histogram before it
   */
  public static byte[] encode(
      long[] timestampsMs, FloatHistogram[] histograms, int count, CounterReset first) {
    FloatHistogram model = histograms[0];
    int[] positive = indexes(histograms, count, true);
    int[] negative = indexes(histograms, count, false);
    BitWriter out = new BitWriter(HistogramChunkLayout.HEADER_BYTES, 256);
    HistogramChunkLayout.writeZeroThreshold(out, model.isStale() ? 0 : model.zeroThreshold());
    Varbit.writeSigned(out, model.schema());
    writeSpans(out, positive);
    writeSpans(out, negative);
    if (model.isCustom()) {
      Varbit.writeUnsigned(out, model.customBoundCount());
      for (int i = 0; i < model.customBoundCount(); i++) {
        HistogramChunkLayout.writeBound(out, model.customBound(i));
      }
    }
    Rows rows = new Rows(out, positive, negative);
    for (int i = 0; i < count; i++) {
      rows.write(timestampsMs[i], histograms[i]);
    }
    byte[] header = out.array();
    header[0] = (byte) (count >>> 8);
    header[1] = (byte) count;
    header[2] = (byte) HistogramChunkLayout.flags(first);
    return out.bytes();
  }

  private static int[] indexes(FloatHistogram[] histograms, int count, boolean positive) {
    TreeSet<Integer> all = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      Buckets side = positive ? histograms[i].positive() : histograms[i].negative();
      for (int b = 0; b < side.size(); b++) {
        all.add(side.index(b));
      }
    }
    return all.stream().mapToInt(i -> i).toArray();
  }

  private static void writeSpans(BitWriter out, int[] indexes) {
    int spans = 0;
    for (int i = 0; i < indexes.length; i++) {
      if (i == 0 || indexes[i] != indexes[i - 1] + 1) {
        spans++;
      }
    }
    Varbit.writeUnsigned(out, spans);
    int end = 0;
    for (int from = 0; from < indexes.length; ) {
      int to = from + 1;
      while (to < indexes.length && indexes[to] == indexes[to - 1] + 1) {
        to++;
      }
      Varbit.writeUnsigned(out, to - from);
      Varbit.writeSigned(out, (long) indexes[from] - end);
      end = indexes[to - 1] + 1;
      from = to;
    }
  }

  /** The rows of values: one for the count, the zero count, the sum and each bucket. */
  private static final class Rows {
    private final BitWriter out;
    private final int[] positive;
    private final int[] negative;
    private final XorValue[] values;
    private boolean started;
    private long lastMs;
    private long lastDelta;

    Rows(BitWriter out, int[] positive, int[] negative) {
      this.out = out;
      this.positive = positive;
      this.negative = negative;
      values = new XorValue[3 + positive.length + negative.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = new XorValue();
      }
    }

    void write(long timestampMs, FloatHistogram histogram) {
      if (started) {
        long delta = timestampMs - lastMs;
        Varbit.writeSigned(out, delta - lastDelta);
        lastDelta = delta;
      } else {
        Varbit.writeSigned(out, timestampMs);
      }
      lastMs = timestampMs;
      put(0, histogram.isStale() ? 0 : histogram.count());
      put(1, histogram.isStale() ? 0 : histogram.zeroCount());
      put(2, histogram.sum());
      if (!histogram.isStale()) {
        for (int i = 0; i < positive.length; i++) {
          put(3 + i, histogram.positive().countAt(positive[i]));
        }
        for (int i = 0; i < negative.length; i++) {
          put(3 + positive.length + i, histogram.negative().countAt(negative[i]));
        }
      }
      started = true;
    }

    private void put(int row, double value) {
      long bits = Double.doubleToRawLongBits(value);
      if (started) {
        values[row].write(out, bits);
      } else {
        out.writeBits(bits, 64);
        values[row].start(bits);
      }
    }
  }
}
