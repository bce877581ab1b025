package io.tributary.hub.chunk;

import io.tributary.schemas.histogram.Buckets;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.TreeSet;

/**
 * Encodes histograms as one chunk, with integer counts where they were observed as such. Its layout
 * is that of all buckets that any of them has, so none needs to be coded again when a bucket
 * appears.
 */
public final class HistogramChunkEncoder {
  private HistogramChunkEncoder() {}

  /**
   * Whether the next histogram may stand in one chunk behind the last: the same schema, bounds,
   * zero threshold, kind and kind of counts, and no counter reset between. A staleness marker may
   * follow anything and nothing may follow it but another.
   */
  public static boolean fits(FloatHistogram last, FloatHistogram next) {
    if (next.isStale()) {
      return true;
    }
    if (last.isStale()
        || last.hasIntegerCounts() != next.hasIntegerCounts()
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
   * The chunk of the first {@code count} of these histograms, which {@link #fits} each other: with
   * integer counts where the first {@link FloatHistogram#hasIntegerCounts}.
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
    HistogramRowWriter rows =
        model.hasIntegerCounts()
            ? HistogramRowWriter.integers(out, positive, negative)
            : HistogramRowWriter.floats(out, positive, negative);
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
}
