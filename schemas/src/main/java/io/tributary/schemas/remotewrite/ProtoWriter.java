package io.tributary.schemas.remotewrite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer with the primitives of protobuf's wire format. Not thread-safe. */
final class ProtoWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_ENDIAN_LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes;
  private int size;

  ProtoWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** The buffer itself: valid up to {@link #size} and until the next write. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Forgets what was written after {@code size}. */
  void truncate(int size) {
    this.size = size;
  }

  void writeVarint(long value) {
    ensure(MAX_VARINT_BYTES);
    final byte[] b = bytes;
    int p = size;
    while ((value & ~0x7FL) != 0) {
      b[p++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    b[p++] = (byte) value;
    size = p;
  }

  /** A packed field of small non-negative numbers, as references are. */
  void writePacked(int tag, int[] values, int count) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      int value = values[i];
      length += value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : varintSize(value);
    }
    writeVarint(tag);
    writeVarint(length);
    ensure(length);
    final byte[] b = bytes;
    int p = size;
    for (int i = 0; i < count; i++) {
      int value = values[i];
      while (value >= 1 << 7) {
        b[p++] = (byte) (value | 0x80);
        value >>>= 7;
      }
      b[p++] = (byte) value;
    }
    size = p;
  }

  void writeFixed64BigEndian(long value) {
    ensure(8);
    BIG_ENDIAN_LONGS.set(bytes, size, value);
    size += 8;
  }

  void writeFixed64(long value) {
    ensure(8);
    LONGS.set(bytes, size, value);
    size += 8;
  }

  void writeByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  void write(byte[] from, int start, int length) {
    ensure(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  void write(ProtoWriter from) {
    write(from.bytes, 0, from.size);
  }

  /** A length-delimited field. */
  void writeField(int tag, byte[] from, int start, int length) {
    writeVarint(tag);
    writeVarint(length);
    write(from, start, length);
  }

  void writeField(int tag, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeField(tag, utf8, 0, utf8.length);
  }

  void writeField(int tag, ProtoWriter message) {
    writeField(tag, message.bytes, 0, message.size);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }
}
