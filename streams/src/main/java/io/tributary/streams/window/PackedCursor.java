package io.tributary.streams.window;

import io.tributary.promql.source.SampleColumns;

/**
 * Goes through {@link PackedSamples} one by one. Meant to live within one method, so that the
 * compiler keeps its fields in registers. Of one thread.
 */
final class PackedCursor {
  private final byte[] bytes;

  /** Where the next sample begins. */
  int at;

  long timestampMs;

  /** What the next sample's distance refers to. */
  int distance;

  /** The value's. */
  long bits;

  /** At the first sample; {@code at} is where the second begins. */
  PackedCursor(byte[] bytes, int at, long timestampMs, int distance, long bits) {
    this.bytes = bytes;
    this.at = at;
    this.timestampMs = timestampMs;
    this.distance = distance;
    this.bits = bits;
  }

  /** Goes on to the next sample, which must be there. */
  void next() {
    int p = at;
    final int head = bytes[p++];
    long gap = distance;
    switch (PackedCode.timeKind(head)) {
      case 0 -> {}
      case 1 -> gap += bytes[p++];
      case 2 -> {
        gap += PackedCode.loadShort(bytes, p);
        p += Short.BYTES;
      }
      default -> {
        gap = PackedCode.load(bytes, p, Long.BYTES);
        p += Long.BYTES;
      }
    }
    timestampMs += gap;
    distance = PackedCode.reference(gap);
    final int length = PackedCode.valueLength(head);
    if (length > 0) {
      long payload = PackedCode.load(bytes, p, length);
      bits = PackedCode.value(PackedCode.valueKind(head), length, payload, bits);
      p += length;
    }
    at = p;
  }

  /**
   * Appends the samples of {@code fromMs..toMs} to columns.
   *
   * @param count of the samples that there are, this one included
   */
  void read(int count, long fromMs, long toMs, SampleColumns into) {
    into.reserve(into.to + count);
    final long[] timestamps = into.timestamps;
    final double[] values = into.values;
    int out = into.to;
    int left = count;
    while (timestampMs <= toMs) {
      timestamps[out] = timestampMs;
      values[out] = Double.longBitsToDouble(bits);
      out += timestampMs >= fromMs ? 1 : 0;
      if (--left == 0) {
        break;
      }
      next();
    }
    into.to = out;
  }
}
