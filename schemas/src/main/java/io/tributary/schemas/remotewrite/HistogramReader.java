package io.tributary.schemas.remotewrite;

import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.FloatHistogramBuilder;

/**
 * Reads a native histogram as remote write sends it; 1.0 and 2.0 share the message, but for the
 * start timestamp, which only 2.0 has. Integer counts become floating-point ones.
 *
 * <pre>
 *   Histogram: 1 uint64 count_int | 2 double count_float, 3 double sum, 4 sint32 schema,
 *              5 double zero_threshold, 6 uint64 zero_count_int | 7 double zero_count_float,
 *              8 BucketSpan negative_spans*, 9 sint64 negative_deltas*, 10 double negative_counts*,
 *              11 BucketSpan positive_spans*, 12 sint64 positive_deltas*, 13 double positive_counts*,
 *              14 enum reset_hint, 15 int64 timestamp, 16 double custom_values*,
 *              17 int64 start_timestamp
 *   BucketSpan: 1 sint32 offset, 2 uint32 length
 * </pre>
 *
 * <p>Reused from histogram to histogram; not thread-safe.
 */
public final class HistogramReader {
  private final ProtoCursor cursor = new ProtoCursor();
  private final ProtoCursor inner = new ProtoCursor();
  private final HistogramSide negative = new HistogramSide("negative");
  private final HistogramSide positive = new HistogramSide("positive");
  private final Numbers customBounds = new Numbers("custom bounds");

  private boolean integerCounts;
  private double count;
  private double zeroCount;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private CounterReset hint = CounterReset.UNKNOWN;
  private long timestampMs;
  private long startTimestampMs;

  /**
   * Reads the histogram in {@code bytes[from, to)}.
   *
   * @throws WireFormatException where the bytes break protobuf's rules, or the histogram its own
   */
  public FloatHistogram read(byte[] bytes, int from, int to) {
    clear();
    cursor.reset(bytes, from, to);
    while (cursor.hasMore()) {
      readField(cursor.readTag());
    }
    try {
      FloatHistogramBuilder builder =
          FloatHistogram.builder(schema)
              .hint(hint)
              .count(count)
              .sum(sum)
              .zero(zeroThreshold, zeroCount)
              .customBounds(customBounds.doubles());
      negative.addTo(builder::negativeDeltas, builder::negativeSpans, integerCounts);
      positive.addTo(builder::positiveDeltas, builder::positiveSpans, integerCounts);
      return builder.buildObserved(integerCounts);
    } catch (IllegalArgumentException e) {
      throw new WireFormatException(String.valueOf(e.getMessage()));
    }
  }

  /** When the histogram that was read last was taken, in milliseconds since the epoch. */
  public long timestampMs() {
    return timestampMs;
  }

  /** When the histogram that was read last started to count; 0 where unknown. */
  public long startTimestampMs() {
    return startTimestampMs;
  }

  private void clear() {
    integerCounts = true;
    count = 0;
    zeroCount = 0;
    sum = 0;
    schema = 0;
    zeroThreshold = 0;
    hint = CounterReset.UNKNOWN;
    timestampMs = 0;
    startTimestampMs = 0;
    negative.clear();
    positive.clear();
    customBounds.clear();
  }

  private void readField(int tag) {
    switch (tag >>> 3) {
      case 1 -> count = unsigned(varint(tag));
      case 2 -> {
        count = fixed(tag);
        integerCounts = false;
      }
      case 3 -> sum = fixed(tag);
      case 4 -> schema = ProtoCursor.zigZag32(varint(tag));
      case 5 -> zeroThreshold = fixed(tag);
      case 6 -> zeroCount = unsigned(varint(tag));
      case 7 -> zeroCount = fixed(tag);
      case 8 -> readSpan(tag, negative);
      case 9 -> readVarints(tag, negative.deltas);
      case 10 -> readDoubles(tag, negative.counts);
      case 11 -> readSpan(tag, positive);
      case 12 -> readVarints(tag, positive.deltas);
      case 13 -> readDoubles(tag, positive.counts);
      case 14 -> hint = hint(varint(tag));
      case 15 -> timestampMs = varint(tag);
      case 16 -> readDoubles(tag, customBounds);
      case 17 -> startTimestampMs = varint(tag);
      default -> cursor.skip(tag);
    }
  }

  private void readSpan(int tag, HistogramSide side) {
    open(tag);
    int offset = 0;
    long length = 0;
    while (inner.hasMore()) {
      int field = inner.readTag();
      switch (field) {
        case 1 << 3 | ProtoCursor.VARINT -> offset = ProtoCursor.zigZag32(inner.readVarint());
        case 2 << 3 | ProtoCursor.VARINT -> length = inner.readVarint() & 0xFFFF_FFFFL;
        default -> inner.skip(field);
      }
    }
    side.addSpan(offset, length);
  }

  private void readVarints(int tag, Numbers into) {
    if ((tag & 7) == ProtoCursor.VARINT) {
      into.add(ProtoCursor.zigZag64(cursor.readVarint()));
      return;
    }
    open(tag);
    while (inner.hasMore()) {
      into.add(ProtoCursor.zigZag64(inner.readVarint()));
    }
  }

  private void readDoubles(int tag, Numbers into) {
    if ((tag & 7) == ProtoCursor.FIXED64) {
      into.add(cursor.readFixed64());
      return;
    }
    open(tag);
    while (inner.hasMore()) {
      into.add(inner.readFixed64());
    }
  }

  /** Sets {@link #inner} on the field's bytes. */
  private void open(int tag) {
    expect(tag, ProtoCursor.LENGTH_DELIMITED);
    int length = cursor.readLength();
    inner.reset(cursor.bytes(), cursor.position(), cursor.position() + length);
    cursor.position(cursor.position() + length);
  }

  private long varint(int tag) {
    expect(tag, ProtoCursor.VARINT);
    return cursor.readVarint();
  }

  private double fixed(int tag) {
    expect(tag, ProtoCursor.FIXED64);
    return Double.longBitsToDouble(cursor.readFixed64());
  }

  private static void expect(int tag, int wireType) {
    if ((tag & 7) != wireType) {
      throw new WireFormatException(
          "histogram field " + (tag >>> 3) + " has wire type " + (tag & 7));
    }
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : 2.0 * (value >>> 1) + (value & 1);
  }

  private static CounterReset hint(long number) {
    return switch ((int) number) {
      case 1 -> CounterReset.RESET;
      case 2 -> CounterReset.NOT_RESET;
      case 3 -> CounterReset.GAUGE;
      default -> CounterReset.UNKNOWN;
    };
  }
}
