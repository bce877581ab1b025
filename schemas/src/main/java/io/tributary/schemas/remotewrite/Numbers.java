package io.tributary.schemas.remotewrite;

import java.util.Arrays;

/** A reused list of 64-bit numbers: integers, or the bits of doubles. */
final class Numbers {
  /** More are refused: no histogram has 65,536 buckets. */
  private static final int MAX_SIZE = 1 << 16;

  private final String what;
  private long[] values = new long[16];
  private int size;

  Numbers(String what) {
    this.what = what;
  }

  void clear() {
    size = 0;
  }

  void add(long value) {
    if (size == values.length) {
      if (size >= MAX_SIZE) {
        throw new WireFormatException("more than " + MAX_SIZE + " " + what + " in one histogram");
      }
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long[] longs() {
    return Arrays.copyOf(values, size);
  }

  double[] doubles() {
    double[] doubles = new double[size];
    for (int i = 0; i < size; i++) {
      doubles[i] = Double.longBitsToDouble(values[i]);
    }
    return doubles;
  }

  int[] ints() {
    int[] ints = new int[size];
    for (int i = 0; i < size; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }
}
