package io.tributary.schemas.remotewrite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A position in a protobuf message and the primitives of the wire format, every one checked against
 * the message's end. Holds on to the array it was given until the next {@link #reset}.
 */
final class ProtoCursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[0];
  private int position;
  private int limit;

  void reset(byte[] bytes, int from, int to) {
    if (from < 0 || to < from || to > bytes.length) {
      throw new IndexOutOfBoundsException(
          "from=" + from + ", to=" + to + ", length=" + bytes.length);
    }
    this.bytes = bytes;
    this.position = from;
    this.limit = to;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  void position(int position) {
    this.position = position;
  }

  boolean hasMore() {
    return position < limit;
  }

  /** A field's number and wire type: {@code number << 3 | type}. */
  int readTag() {
    int at = position;
    long tag = readVarint();
    if (tag >>> 3 == 0 || tag >>> 32 != 0) {
      throw new WireFormatException("field number " + (tag >>> 3) + " at byte " + at);
    }
    return (int) tag;
  }

  long readVarint() {
    int p = position;
    if (p < limit) {
      byte first = bytes[p];
      if (first >= 0) {
        position = p + 1;
        return first;
      }
    }
    return readLongVarint();
  }

  private long readLongVarint() {
    final byte[] b = bytes;
    final int end = limit;
    int p = position;
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (p >= end) {
        throw new WireFormatException("the message ends inside a varint, at byte " + position);
      }
      byte next = b[p++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        if (shift == 63 && next > 1) {
          break;
        }
        position = p;
        return value;
      }
    }
    throw new WireFormatException("a varint of more than 64 bits at byte " + position);
  }

  /** A length that fits into what is left. */
  int readLength() {
    int at = position;
    long length = readVarint();
    if (length < 0 || length > limit - position) {
      throw new WireFormatException(
          "a field of "
              + Long.toUnsignedString(length)
              + " bytes at byte "
              + at
              + ", with "
              + (limit - position)
              + " left");
    }
    return (int) length;
  }

  long readFixed64() {
    int p = position;
    if (limit - p < 8) {
      throw new WireFormatException("the message ends inside a fixed64, at byte " + p);
    }
    position = p + 8;
    return (long) LONGS.get(bytes, p);
  }

  /** Passes over the value of a field, whose tag was just read. */
  void skip(int tag) {
    switch (tag & 7) {
      case VARINT -> readVarint();
      case FIXED64 -> advance(8);
      case LENGTH_DELIMITED -> advance(readLength());
      case FIXED32 -> advance(4);
      default ->
          throw new WireFormatException(
              "field " + (tag >>> 3) + " of wire type " + (tag & 7) + " at byte " + position);
    }
  }

  private void advance(int count) {
    if (limit - position < count) {
      throw new WireFormatException(
          "the message ends inside a field of " + count + " bytes, at byte " + position);
    }
    position += count;
  }

  static int zigZag32(long value) {
    int n = (int) value;
    return (n >>> 1) ^ -(n & 1);
  }

  static long zigZag64(long value) {
    return (value >>> 1) ^ -(value & 1);
  }
}
