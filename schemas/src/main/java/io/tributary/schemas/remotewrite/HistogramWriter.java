package io.tributary.schemas.remotewrite;

import io.tributary.schemas.histogram.Buckets;
import io.tributary.schemas.histogram.FloatHistogram;

/**
 * Writes a native histogram as remote write sends it (see {@link HistogramReader}), with
 * floating-point counts. Reuses its buffer; not thread-safe.
 */
public final class HistogramWriter {
  private static final int DOUBLE = ProtoCursor.FIXED64;
  private static final int BYTES = ProtoCursor.LENGTH_DELIMITED;

  private final ProtoWriter out = new ProtoWriter(256);
  private final ProtoWriter message = new ProtoWriter(128);

  /** The bytes of the histogram's message; a start of 0 means unknown. */
  public byte[] write(FloatHistogram histogram, long timestampMs, long startTimestampMs) {
    out.clear();
    writeDouble(2, histogram.count(), true);
    writeDouble(3, histogram.sum(), false);
    writeVarint(4, zigZag(histogram.schema()));
    writeDouble(5, histogram.zeroThreshold(), false);
    writeDouble(7, histogram.zeroCount(), true);
    writeSide(8, 10, histogram.negative());
    writeSide(11, 13, histogram.positive());
    writeVarint(
        14,
        switch (histogram.hint()) {
          case UNKNOWN -> 0;
          case RESET -> 1;
          case NOT_RESET -> 2;
          case GAUGE -> 3;
        });
    writeVarint(15, timestampMs);
    if (histogram.customBoundCount() > 0) {
      message.clear();
      for (int i = 0; i < histogram.customBoundCount(); i++) {
        message.writeFixed64(Double.doubleToRawLongBits(histogram.customBound(i)));
      }
      out.writeField(16 << 3 | BYTES, message);
    }
    writeVarint(17, startTimestampMs);
    return out.toByteArray();
  }

  /** A count's presence says which kind of histogram it is, so it is written even if zero. */
  private void writeDouble(int field, double value, boolean always) {
    long bits = Double.doubleToRawLongBits(value);
    if (always || bits != 0) {
      out.writeVarint(field << 3 | DOUBLE);
      out.writeFixed64(bits);
    }
  }

  private void writeVarint(int field, long value) {
    if (value != 0) {
      out.writeVarint(field << 3);
      out.writeVarint(value);
    }
  }

  private void writeSide(int spansField, int countsField, Buckets buckets) {
    if (buckets.isEmpty()) {
      return;
    }
    int next = 0;
    for (int from = 0; from < buckets.size(); ) {
      int to = from + 1;
      while (to < buckets.size() && buckets.index(to) == buckets.index(to - 1) + 1) {
        to++;
      }
      writeSpan(spansField, buckets.index(from) - next, to - from);
      next = buckets.index(to - 1) + 1;
      from = to;
    }
    message.clear();
    for (int i = 0; i < buckets.size(); i++) {
      message.writeFixed64(Double.doubleToRawLongBits(buckets.count(i)));
    }
    out.writeField(countsField << 3 | BYTES, message);
  }

  private void writeSpan(int field, int offset, int length) {
    message.clear();
    if (offset != 0) {
      message.writeByte(1 << 3);
      message.writeVarint(zigZag(offset));
    }
    message.writeByte(2 << 3);
    message.writeVarint(length);
    out.writeField(field << 3 | BYTES, message);
  }

  private static long zigZag(int value) {
    return Integer.toUnsignedLong(value << 1 ^ value >> 31);
  }
}
