package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.sample.StalenessMarker;

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

  /** Where the sample's code was of this kind: the number that the value stands for. */
  private long number;

  private int numberKind;

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
      value(PackedCode.valueKind(head), length, PackedCode.load(bytes, p, length));
      p += length;
    }
    at = p;
  }

  /**
   * Of differences, the sum is carried on as a whole number: what it takes to make a double of it
   * is then not in the way of the next sample.
   */
  private void value(int kind, int length, long payload) {
    if (kind < PackedCode.WHOLE) {
      numberKind = kind;
      bits = PackedCode.exclusive(kind, length, payload, bits);
      return;
    }
    if (kind != numberKind) {
      numberKind = kind;
      number = PackedCode.number(kind, bits);
    }
    number += PackedCode.unzigzag(payload);
    bits = PackedCode.ofNumber(kind, number);
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

  /**
   * Finds the ends of the samples from this one until {@code toMs}.
   *
   * @param count of the samples that there are, this one included
   * @return false where there is none, or where a staleness marker or a value less than the one
   *     before it is among them
   */
  boolean ends(int count, long toMs, RangeSummary into) {
    if (timestampMs > toMs || bits == StalenessMarker.BITS) {
      return false;
    }
    final long firstMs = timestampMs;
    final double first = Double.longBitsToDouble(bits);
    long lastMs = firstMs;
    double last = first;
    int n = 1;
    while (n < count) {
      next();
      if (timestampMs > toMs) {
        break;
      }
      double value = Double.longBitsToDouble(bits);
      if (value < last || bits == StalenessMarker.BITS) {
        return false;
      }
      last = value;
      lastMs = timestampMs;
      n++;
    }
    into.clear();
    into.count = n;
    into.firstMs = firstMs;
    into.first = first;
    into.lastMs = lastMs;
    into.last = last;
    return true;
  }
}
