package io.tributary.hub.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Bytes of a section in the making: big-endian numbers, LEB128 numbers, texts, and their CRC-32C.
 * Of one thread.
 */
final class Section {
  private byte[] bytes = new byte[4096];
  private int length;
  private final CRC32C crc = new CRC32C();

  Section clear() {
    length = 0;
    return this;
  }

  int length() {
    return length;
  }

  byte[] array() {
    return bytes;
  }

  Section putByte(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
    return this;
  }

  Section putInt(int value) {
    ensure(4);
    setInt(length, value);
    length += 4;
    return this;
  }

  Section putLong(long value) {
    return putInt((int) (value >>> 32)).putInt((int) value);
  }

  void setInt(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  Section putUvarint(long value) {
    ensure(10);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[length++] = (byte) ((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
    return this;
  }

  Section putVarint(long value) {
    return putUvarint((value << 1) ^ (value >> 63));
  }

  /** Its length in bytes as a LEB128 number, then its UTF-8. */
  Section putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putUvarint(utf8.length);
    return putBytes(utf8, 0, utf8.length);
  }

  Section putBytes(byte[] from, int offset, int count) {
    ensure(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends the CRC-32C of what stands from {@code from} on. */
  Section putCrc(int from) {
    crc.reset();
    crc.update(bytes, from, length - from);
    return putInt((int) crc.getValue());
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * length));
    }
  }
}
