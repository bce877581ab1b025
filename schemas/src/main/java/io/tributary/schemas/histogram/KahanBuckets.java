package io.tributary.schemas.histogram;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Growing sums of bucket counts, each with its compensation for what rounding lost (Kahan's
 * summation in Neumaier's form). Not thread-safe.
 */
final class KahanBuckets {
  private int[] indexes;
  private double[] sums;
  private double[] lost;
  private int size;

  KahanBuckets(Buckets first) {
    size = first.size();
    indexes = new int[size];
    sums = new double[size];
    lost = new double[size];
    for (int i = 0; i < size; i++) {
      indexes[i] = first.index(i);
      sums[i] = first.count(i);
    }
  }

  /** What is lost when {@code increment} is added to {@code sum}, on top of {@code lost}. */
  static double lost(double sum, double lost, double increment) {
    double total = sum + increment;
    if (Double.isInfinite(total)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(increment)
        ? lost + ((sum - total) + increment)
        : lost + ((increment - total) + sum);
  }

  /**
   * Adds the counts of {@code other} from its bucket {@code from} on, times {@code sign}, each to
   * the bucket that {@code target} names; targets must not descend.
   */
  void add(Buckets other, int from, IntUnaryOperator target, double sign) {
    int at = 0;
    for (int i = from; i < other.size(); i++) {
      int index = target.applyAsInt(other.index(i));
      while (at < size && indexes[at] < index) {
        at++;
      }
      if (at == size || indexes[at] != index) {
        insert(at, index);
      }
      addAt(at, sign * other.count(i));
    }
  }

  private void addAt(int at, double increment) {
    lost[at] = lost(sums[at], lost[at], increment);
    sums[at] += increment;
  }

  private void insert(int at, int index) {
    if (size == indexes.length) {
      int capacity = Math.max(8, size + (size >> 1));
      indexes = Arrays.copyOf(indexes, capacity);
      sums = Arrays.copyOf(sums, capacity);
      lost = Arrays.copyOf(lost, capacity);
    }
    System.arraycopy(indexes, at, indexes, at + 1, size - at);
    System.arraycopy(sums, at, sums, at + 1, size - at);
    System.arraycopy(lost, at, lost, at + 1, size - at);
    indexes[at] = index;
    sums[at] = 0;
    lost[at] = 0;
    size++;
  }

  /** Moves each sum to the bucket that {@code target} names; targets must not descend. */
  void regroup(IntUnaryOperator target) {
    int last = -1;
    for (int i = 0; i < size; i++) {
      int index = target.applyAsInt(indexes[i]);
      if (last >= 0 && indexes[last] == index) {
        double moved = sums[i];
        double movedLost = lost[i];
        addAt(last, moved);
        addAt(last, movedLost);
      } else {
        last++;
        indexes[last] = index;
        sums[last] = sums[i];
        lost[last] = lost[i];
      }
    }
    size = last + 1;
  }

  void scale(double factor) {
    for (int i = 0; i < size; i++) {
      sums[i] *= factor;
      lost[i] *= factor;
    }
  }

  /** Removes the first {@code n} buckets. */
  void removeFirst(int n) {
    size -= n;
    System.arraycopy(indexes, n, indexes, 0, size);
    System.arraycopy(sums, n, sums, 0, size);
    System.arraycopy(lost, n, lost, 0, size);
  }

  int size() {
    return size;
  }

  int index(int i) {
    return indexes[i];
  }

  double sum(int i) {
    return sums[i];
  }

  double lost(int i) {
    return lost[i];
  }

  Buckets result() {
    double[] counts = new double[size];
    for (int i = 0; i < size; i++) {
      counts[i] = sums[i] + lost[i];
    }
    return Buckets.of(indexes, counts, size);
  }
}
