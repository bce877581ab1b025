package io.tributary.schemas.remotewrite;

import java.util.Arrays;

/**
 * The samples of one series as columns. Reused: what a reader put there is valid until its next
 * step.
 */
public final class SampleColumns {
  /**
   * More in one series of one request are refused: 24 bytes each would be memory that a small body
   * commands.
   */
  static final int MAX_SAMPLES = 1 << 16;

  private static final int KEPT_CAPACITY = 1 << 12;

  private long[] timestampsMs = new long[16];
  private long[] valueBits = new long[16];
  private long[] startsMs = new long[16];
  private int size;

  /** How many samples there are. */
  public int size() {
    return size;
  }

  /** When sample {@code i} was taken, in milliseconds since the epoch. */
  public long timestampMs(int i) {
    return timestampsMs[i];
  }

  /** The bits of the value of sample {@code i}, as sent. */
  public long valueBits(int i) {
    return valueBits[i];
  }

  /** The value of sample {@code i}. */
  public double value(int i) {
    return Double.longBitsToDouble(valueBits[i]);
  }

  /** When the counter of sample {@code i} started, in milliseconds since the epoch; 0 = unknown. */
  public long startTimestampMs(int i) {
    return startsMs[i];
  }

  void clear() {
    size = 0;
    if (timestampsMs.length > KEPT_CAPACITY) {
      timestampsMs = new long[KEPT_CAPACITY];
      valueBits = new long[KEPT_CAPACITY];
      startsMs = new long[KEPT_CAPACITY];
    }
  }

  void add(long timestampMs, long bits, long startMs) {
    if (size == timestampsMs.length) {
      grow();
    }
    timestampsMs[size] = timestampMs;
    valueBits[size] = bits;
    startsMs[size] = startMs;
    size++;
  }

  private void grow() {
    if (size >= MAX_SAMPLES) {
      throw new WireFormatException("more than " + MAX_SAMPLES + " samples in one series");
    }
    timestampsMs = Arrays.copyOf(timestampsMs, 2 * size);
    valueBits = Arrays.copyOf(valueBits, 2 * size);
    startsMs = Arrays.copyOf(startsMs, 2 * size);
  }
}
