package io.tributary.hub.chunk;

import io.tributary.schemas.sample.StalenessMarker;
import java.util.Arrays;

/**
 * The values of the histogram at hand while a chunk is read: count, zero count, sum and buckets.
 */
abstract sealed class HistogramRows {
  final XorValue sum = new XorValue();

  /** Rows of float counts. */
  static HistogramRows floats(int buckets) {
    return new Floats(buckets);
  }

  /** Rows of integer counts. */
  static HistogramRows integers(int positive, int negative) {
    return new Integers(positive, negative);
  }

  double sum() {
    return sum.value();
  }

  boolean isStale() {
    return StalenessMarker.is(sum.value());
  }

  abstract void readFirst(BitReader in);

  abstract void readNext(BitReader in);

  abstract double count();

  abstract double zeroCount();

  /**
   * The absolute counts of {@code length} buckets from {@code from} on, in an array of the caller's
   * own.
   */
  abstract double[] buckets(int from, int length);

  private static final class Floats extends HistogramRows {
    private final XorValue count = new XorValue();
    private final XorValue zeroCount = new XorValue();
    private final XorValue[] buckets;

    Floats(int size) {
      buckets = new XorValue[size];
      Arrays.setAll(buckets, i -> new XorValue());
    }

    @Override
    void readFirst(BitReader in) {
      count.start(in.readBits(64));
      zeroCount.start(in.readBits(64));
      sum.start(in.readBits(64));
      if (!isStale()) {
        for (XorValue bucket : buckets) {
          bucket.start(in.readBits(64));
        }
      }
    }

    @Override
    void readNext(BitReader in) {
      count.read(in);
      zeroCount.read(in);
      sum.read(in);
      if (!isStale()) {
        for (XorValue bucket : buckets) {
          bucket.read(in);
        }
      }
    }

    @Override
    double count() {
      return count.value();
    }

    @Override
    double zeroCount() {
      return zeroCount.value();
    }

    @Override
    double[] buckets(int from, int length) {
      double[] counts = new double[length];
      for (int i = 0; i < length; i++) {
        counts[i] = buckets[from + i].value();
      }
      return counts;
    }
  }

  private static final class Integers extends HistogramRows {
    private long count;
    private long countDelta;
    private long zeroCount;
    private long zeroCountDelta;

    /** For each bucket its difference from the bucket before it, and how that last changed. */
    private final long[] deltas;

    private final long[] changes;

    Integers(int positive, int negative) {
      deltas = new long[positive + negative];
      changes = new long[positive + negative];
    }

    @Override
    void readFirst(BitReader in) {
      count = Varbit.readUnsigned(in);
      zeroCount = Varbit.readUnsigned(in);
      sum.start(in.readBits(64));
      if (!isStale()) {
        for (int i = 0; i < deltas.length; i++) {
          deltas[i] = Varbit.readSigned(in);
        }
      }
    }

    @Override
    void readNext(BitReader in) {
      countDelta += Varbit.readSigned(in);
      count += countDelta;
      zeroCountDelta += Varbit.readSigned(in);
      zeroCount += zeroCountDelta;
      sum.read(in);
      if (!isStale()) {
        for (int i = 0; i < deltas.length; i++) {
          changes[i] += Varbit.readSigned(in);
          deltas[i] += changes[i];
        }
      }
    }

    @Override
    double count() {
      return count;
    }

    @Override
    double zeroCount() {
      return zeroCount;
    }

    @Override
    double[] buckets(int from, int length) {
      double[] counts = new double[length];
      long total = 0;
      for (int i = 0; i < length; i++) {
        total += deltas[from + i];
        counts[i] = total;
      }
      return counts;
    }
  }
}
