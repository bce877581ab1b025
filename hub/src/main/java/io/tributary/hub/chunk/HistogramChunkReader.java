package io.tributary.hub.chunk;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.FloatHistogramBuilder;
import io.tributary.schemas.sample.StalenessMarker;

/**
 * Reads a chunk of native histograms, sample by sample. Of one thread; reset and used again for the
 * next chunk.
 */
public final class HistogramChunkReader {
  private static final int[] NO_SPANS = {};
  private static final FloatHistogram STALE_INTEGERS =
      FloatHistogram.builder(0).sum(StalenessMarker.VALUE).integerCounts().build();

  private final BitReader bits = new BitReader();
  private boolean integerCounts;
  private int flags;
  private int remaining;
  private int read;
  private int schema;
  private double zeroThreshold;
  private int[] positiveOffsets = NO_SPANS;
  private int[] positiveLengths = NO_SPANS;
  private int[] negativeOffsets = NO_SPANS;
  private int[] negativeLengths = NO_SPANS;
  private double[] bounds = new double[0];
  private HistogramRows rows = HistogramRows.floats(0);
  private int positiveBuckets;
  private int negativeBuckets;
  private long timestampMs;
  private long delta;

  /**
   * Begins a chunk, without reading ahead. The bytes must not change while it is read.
   *
   * @param integers whether its counts are integers
   */
  public void reset(byte[] bytes, int offset, int length, boolean integers) {
    if (length < HistogramChunkLayout.HEADER_BYTES) {
      throw new CorruptChunkException("a histogram chunk of " + length + " bytes");
    }
    integerCounts = integers;
    remaining = (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
    flags = bytes[offset + 2] & 0xff;
    bits.reset(
        bytes,
        offset + HistogramChunkLayout.HEADER_BYTES,
        length - HistogramChunkLayout.HEADER_BYTES);
    read = 0;
    delta = 0;
  }

  /** Goes to the next sample; false where there is none. */
  public boolean next() {
    if (remaining == 0) {
      return false;
    }
    if (read == 0) {
      readLayout();
      timestampMs = Varbit.readSigned(bits);
      rows.readFirst(bits);
    } else {
      delta += Varbit.readSigned(bits);
      timestampMs += delta;
      rows.readNext(bits);
    }
    read++;
    remaining--;
    return true;
  }

  /** The sample's time, in milliseconds since the epoch. */
  public long timestampMs() {
    return timestampMs;
  }

  /** The sample. */
  public FloatHistogram histogram() {
    if (StalenessMarker.is(rows.sum())) {
      return integerCounts ? STALE_INTEGERS : FloatHistogram.stale();
    }
    FloatHistogramBuilder builder =
        FloatHistogram.builder(schema)
            .hint(HistogramChunkLayout.hint(flags, read - 1))
            .zero(zeroThreshold, rows.zeroCount())
            .count(rows.count())
            .sum(rows.sum());
    if (integerCounts) {
      builder.integerCounts();
    }
    try {
      builder.positiveSpans(positiveOffsets, positiveLengths, rows.buckets(0, positiveBuckets));
      builder.negativeSpans(
          negativeOffsets, negativeLengths, rows.buckets(positiveBuckets, negativeBuckets));
      return builder.customBounds(bounds).build();
    } catch (IllegalArgumentException e) {
      throw new CorruptChunkException(String.valueOf(e.getMessage()));
    }
  }

  private void readLayout() {
    zeroThreshold = HistogramChunkLayout.readZeroThreshold(bits);
    schema = (int) Varbit.readSigned(bits);
    int[] positive = readSpans();
    positiveOffsets = column(positive, 0);
    positiveLengths = column(positive, 1);
    int[] negative = readSpans();
    negativeOffsets = column(negative, 0);
    negativeLengths = column(negative, 1);
    bounds = schema == FloatHistogram.CUSTOM_SCHEMA ? readBounds() : new double[0];
    positiveBuckets = total(positiveLengths);
    negativeBuckets = total(negativeLengths);
    // A bucket takes a bit at least, in each sample.
    checkCount((long) positiveBuckets + negativeBuckets, 1);
    rows =
        integerCounts
            ? HistogramRows.integers(positiveBuckets, negativeBuckets)
            : HistogramRows.floats(positiveBuckets + negativeBuckets);
  }

  private int[] readSpans() {
    int count = checkCount(Varbit.readUnsigned(bits), 2);
    int[] spans = new int[2 * count];
    for (int i = 0; i < spans.length; i += 2) {
      spans[i + 1] = checkCount(Varbit.readUnsigned(bits), 1);
      spans[i] = (int) Varbit.readSigned(bits);
    }
    return spans;
  }

  private double[] readBounds() {
    double[] values = new double[checkCount(Varbit.readUnsigned(bits), 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = HistogramChunkLayout.readBound(bits);
    }
    return values;
  }

  /**
   * A count of things of at least so many bits each must fit the rest of the chunk, so that no lie
   * costs memory.
   */
  private int checkCount(long count, int leastBits) {
    if (count < 0 || count > bits.remaining() / leastBits) {
      throw new CorruptChunkException(
          "a count of " + count + " with " + bits.remaining() + " bits left");
    }
    return (int) count;
  }

  private static int total(int[] lengths) {
    long sum = 0;
    for (int length : lengths) {
      sum += length;
    }
    return (int) Math.min(Integer.MAX_VALUE, sum);
  }

  private static int[] column(int[] pairs, int which) {
    int[] column = new int[pairs.length / 2];
    for (int i = 0; i < column.length; i++) {
      column[i] = pairs[2 * i + which];
    }
    return column;
  }
}
