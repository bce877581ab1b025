package io.tributary.schemas.remotewrite;

import java.util.Arrays;

/**
 * Where in an array messages lie: {@code [start, end)} of each. Reused: valid until the reader's
 * next step.
 */
public final class ByteRanges {
  private static final int KEPT_CAPACITY = 1 << 12;

  private final int maxSize;
  private final String what;
  private int[] bounds = new int[16];
  private int size;

  ByteRanges(String what, int maxSize) {
    this.what = what;
    this.maxSize = maxSize;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The first byte of message {@code i}. */
  public int start(int i) {
    return bounds[2 * i];
  }

  /** The byte after the last of message {@code i}. */
  public int end(int i) {
    return bounds[2 * i + 1];
  }

  void clear() {
    size = 0;
    if (bounds.length > 2 * KEPT_CAPACITY) {
      bounds = new int[2 * KEPT_CAPACITY];
    }
  }

  void add(int start, int end) {
    if (2 * size == bounds.length) {
      if (size >= maxSize) {
        throw new WireFormatException("more than " + maxSize + " " + what);
      }
      bounds = Arrays.copyOf(bounds, 4 * size);
    }
    bounds[2 * size] = start;
    bounds[2 * size + 1] = end;
    size++;
  }
}
