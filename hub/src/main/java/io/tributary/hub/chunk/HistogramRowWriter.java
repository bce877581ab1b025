package io.tributary.hub.chunk;

import io.tributary.schemas.histogram.Buckets;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.Arrays;

/**
 * Writes the samples of a histogram chunk, one after the other: time, count, zero count, sum and
 * the buckets of the chunk's layout. What {@link HistogramRows} reads.
 */
abstract sealed class HistogramRowWriter {
  final BitWriter out;

  /** The indexes of the chunk's buckets, ascending. */
  final int[] positive;

  final int[] negative;
  final XorValue sum = new XorValue();
  private boolean started;
  private long lastMs;
  private long lastDelta;

  private HistogramRowWriter(BitWriter out, int[] positive, int[] negative) {
    this.out = out;
    this.positive = positive;
    this.negative = negative;
  }

  /** Of float counts. */
  static HistogramRowWriter floats(BitWriter out, int[] positive, int[] negative) {
    return new Floats(out, positive, negative);
  }

  /** Of integer counts. */
  static HistogramRowWriter integers(BitWriter out, int[] positive, int[] negative) {
    return new Integers(out, positive, negative);
  }

  /** Writes the next sample, later than the last. */
  final void write(long timestampMs, FloatHistogram histogram) {
    if (started) {
      long delta = timestampMs - lastMs;
      Varbit.writeSigned(out, delta - lastDelta);
      lastDelta = delta;
      writeNext(histogram);
    } else {
      Varbit.writeSigned(out, timestampMs);
      writeFirst(histogram);
      started = true;
    }
    lastMs = timestampMs;
  }

  abstract void writeFirst(FloatHistogram histogram);

  abstract void writeNext(FloatHistogram histogram);

  final void startSum(FloatHistogram histogram) {
    long bits = Double.doubleToRawLongBits(histogram.sum());
    out.writeBits(bits, 64);
    sum.start(bits);
  }

  final void writeSum(FloatHistogram histogram) {
    sum.write(out, Double.doubleToRawLongBits(histogram.sum()));
  }

  private static final class Floats extends HistogramRowWriter {
    private final XorValue count = new XorValue();
    private final XorValue zeroCount = new XorValue();
    private final XorValue[] buckets;

    Floats(BitWriter out, int[] positive, int[] negative) {
      super(out, positive, negative);
      buckets = new XorValue[positive.length + negative.length];
      Arrays.setAll(buckets, i -> new XorValue());
    }

    @Override
    void writeFirst(FloatHistogram histogram) {
      boolean stale = histogram.isStale();
      start(count, stale ? 0 : histogram.count());
      start(zeroCount, stale ? 0 : histogram.zeroCount());
      startSum(histogram);
      for (int i = 0; i < buckets.length && !stale; i++) {
        start(buckets[i], bucket(histogram, i));
      }
    }

    @Override
    void writeNext(FloatHistogram histogram) {
      boolean stale = histogram.isStale();
      next(count, stale ? 0 : histogram.count());
      next(zeroCount, stale ? 0 : histogram.zeroCount());
      writeSum(histogram);
      for (int i = 0; i < buckets.length && !stale; i++) {
        next(buckets[i], bucket(histogram, i));
      }
    }

    private double bucket(FloatHistogram histogram, int i) {
      return i < positive.length
          ? histogram.positive().countAt(positive[i])
          : histogram.negative().countAt(negative[i - positive.length]);
    }

    private void start(XorValue row, double value) {
      long bits = Double.doubleToRawLongBits(value);
      out.writeBits(bits, 64);
      row.start(bits);
    }

    private void next(XorValue row, double value) {
      row.write(out, Double.doubleToRawLongBits(value));
    }
  }

  private static final class Integers extends HistogramRowWriter {
    private long count;
    private long countDelta;
    private long zeroCount;
    private long zeroCountDelta;

    /** For each bucket its difference from the bucket before it, and how that last changed. */
    private final long[] deltas;

    private final long[] changes;

    Integers(BitWriter out, int[] positive, int[] negative) {
      super(out, positive, negative);
      deltas = new long[positive.length + negative.length];
      changes = new long[deltas.length];
    }

    @Override
    void writeFirst(FloatHistogram histogram) {
      boolean stale = histogram.isStale();
      count = stale ? 0 : (long) histogram.count();
      zeroCount = stale ? 0 : (long) histogram.zeroCount();
      Varbit.writeUnsigned(out, count);
      Varbit.writeUnsigned(out, zeroCount);
      startSum(histogram);
      if (!stale) {
        readDeltas(histogram);
        for (long delta : deltas) {
          Varbit.writeSigned(out, delta);
        }
      }
    }

    @Override
    void writeNext(FloatHistogram histogram) {
      if (histogram.isStale()) {
        // Nothing but another marker follows it in this chunk.
        Varbit.writeSigned(out, 0);
        Varbit.writeSigned(out, 0);
        writeSum(histogram);
        return;
      }
      long delta = (long) histogram.count() - count;
      Varbit.writeSigned(out, delta - countDelta);
      count += delta;
      countDelta = delta;
      delta = (long) histogram.zeroCount() - zeroCount;
      Varbit.writeSigned(out, delta - zeroCountDelta);
      zeroCount += delta;
      zeroCountDelta = delta;
      writeSum(histogram);
      long[] before = deltas.clone();
      readDeltas(histogram);
      for (int i = 0; i < deltas.length; i++) {
        long change = deltas[i] - before[i];
        Varbit.writeSigned(out, change - changes[i]);
        changes[i] = change;
      }
    }

    private void readDeltas(FloatHistogram histogram) {
      readDeltas(histogram.positive(), positive, 0);
      readDeltas(histogram.negative(), negative, positive.length);
    }

    private void readDeltas(Buckets side, int[] indexes, int from) {
      long last = 0;
      for (int i = 0; i < indexes.length; i++) {
        long at = (long) side.countAt(indexes[i]);
        deltas[from + i] = at - last;
        last = at;
      }
    }
  }
}
