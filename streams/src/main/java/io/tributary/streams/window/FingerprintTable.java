package io.tributary.streams.window;

import java.util.Arrays;

/**
 * A map from fingerprints to ints other than {@link #ABSENT}: open addressing over two longs a key,
 * because a look-up of it is the whole cost of a sample that no rule selects.
 *
 * <p>A fingerprint is uniform already, so its low bits are its hash. Of one thread.
 */
final class FingerprintTable {
  /** What {@link #get} answers for a fingerprint that is not there. */
  static final int ABSENT = -1;

  private static final int INITIAL = 64;

  /** high, low, high, low, ... */
  private long[] keys = new long[2 * INITIAL];

  /** The value of each place plus one; 0 where the place is free. */
  private int[] values = new int[INITIAL];

  private int size;

  int size() {
    return size;
  }

  int get(long high, long low) {
    final long[] k = keys;
    final int[] v = values;
    final int mask = v.length - 1;
    int i = (int) low & mask;
    while (v[i] != 0) {
      if (k[2 * i + 1] == low && k[2 * i] == high) {
        return v[i] - 1;
      }
      i = (i + 1) & mask;
    }
    return ABSENT;
  }

  void put(long high, long low, int value) {
    if (3 * (size + 1) > 2 * values.length) {
      grow();
    }
    int i = place(high, low);
    if (values[i] == 0) {
      size++;
      keys[2 * i] = high;
      keys[2 * i + 1] = low;
    }
    values[i] = value + 1;
  }

  /** Takes the fingerprint out, if it is there. */
  void remove(long high, long low) {
    int hole = place(high, low);
    if (values[hole] == 0) {
      return;
    }
    size--;
    // Moves back what was pushed past the hole, so that no chain is cut and no place is wasted.
    final int mask = values.length - 1;
    int i = hole;
    while (true) {
      i = (i + 1) & mask;
      if (values[i] == 0) {
        break;
      }
      int home = (int) keys[2 * i + 1] & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        keys[2 * hole] = keys[2 * i];
        keys[2 * hole + 1] = keys[2 * i + 1];
        values[hole] = values[i];
        hole = i;
      }
    }
    values[hole] = 0;
  }

  void clear() {
    Arrays.fill(values, 0);
    size = 0;
  }

  /** Takes out all fingerprints with this value. */
  void removeAll(int value) {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * INITIAL];
    values = new int[INITIAL];
    size = 0;
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != 0 && oldValues[i] != value + 1) {
        put(oldKeys[2 * i], oldKeys[2 * i + 1], oldValues[i] - 1);
      }
    }
  }

  private int place(long high, long low) {
    final int mask = values.length - 1;
    int i = (int) low & mask;
    while (values[i] != 0 && (keys[2 * i + 1] != low || keys[2 * i] != high)) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[2 * oldValues.length];
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != 0) {
        int place = place(oldKeys[2 * i], oldKeys[2 * i + 1]);
        keys[2 * place] = oldKeys[2 * i];
        keys[2 * place + 1] = oldKeys[2 * i + 1];
        values[place] = oldValues[i];
      }
    }
  }
}
