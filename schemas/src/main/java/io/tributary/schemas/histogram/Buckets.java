package io.tributary.schemas.histogram;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The populated buckets of one side of a histogram, in ascending order of their indexes: parallel
 * columns without the empty buckets. So there is one form only for each population, however the
 * spans were laid out that it came from.
 */
public final class Buckets {
  /** No populated bucket. */
  public static final Buckets NONE = new Buckets(new int[0], new double[0]);

  private final int[] indexes;
  private final double[] counts;

  /** Takes ownership of the arrays, which hold ascending indexes and no zero count. */
  private Buckets(int[] indexes, double[] counts) {
    this.indexes = indexes;
    this.counts = counts;
  }

  /**
   * The populated ones of the first {@code size} of these buckets.
   *
   * @throws IllegalArgumentException where the indexes are not strictly ascending
   */
  static Buckets of(int[] indexes, double[] counts, int size) {
    int[] keptIndexes = new int[size];
    double[] keptCounts = new double[size];
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i > 0 && indexes[i] <= indexes[i - 1]) {
        throw new IllegalArgumentException(
            "bucket " + indexes[i] + " follows bucket " + indexes[i - 1]);
      }
      if (counts[i] != 0) {
        keptIndexes[kept] = indexes[i];
        keptCounts[kept++] = counts[i];
      }
    }
    if (kept == 0) {
      return NONE;
    }
    return kept == size
        ? new Buckets(keptIndexes, keptCounts)
        : new Buckets(Arrays.copyOf(keptIndexes, kept), Arrays.copyOf(keptCounts, kept));
  }

  /** How many buckets are populated. */
  public int size() {
    return indexes.length;
  }

  /** Whether no bucket is populated. */
  public boolean isEmpty() {
    return indexes.length == 0;
  }

  /** The index, in its schema, of populated bucket {@code i}. */
  public int index(int i) {
    return indexes[i];
  }

  /** The count of populated bucket {@code i}; never 0. */
  public double count(int i) {
    return counts[i];
  }

  /** The count of the bucket with this index in the schema: 0 where it is not populated. */
  public double countAt(int index) {
    int i = Arrays.binarySearch(indexes, index);
    return i < 0 ? 0 : counts[i];
  }

  /** The sum of all counts. */
  public double total() {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }

  /** The same buckets with other counts; those that become empty are gone. */
  Buckets map(DoubleUnaryOperator change) {
    double[] changed = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      changed[i] = change.applyAsDouble(counts[i]);
    }
    return of(indexes, changed, changed.length);
  }

  /**
   * The runs of buckets with consecutive indexes: start, length, start, length, ... where a start
   * is an index in the schema. Wire formats call them spans, with offsets in place of starts.
   */
  public int[] runs() {
    int[] runs = new int[2 * indexes.length];
    int n = 0;
    for (int i = 0; i < indexes.length; i++) {
      if (i > 0 && indexes[i] == indexes[i - 1] + 1) {
        runs[n - 1]++;
      } else {
        runs[n++] = indexes[i];
        runs[n++] = 1;
      }
    }
    return Arrays.copyOf(runs, n);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Buckets other
        && Arrays.equals(indexes, other.indexes)
        && Arrays.equals(counts, other.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(indexes) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < indexes.length; i++) {
      text.append(i == 0 ? "" : " ").append(indexes[i]).append(':').append(counts[i]);
    }
    return text.append(']').toString();
  }
}
