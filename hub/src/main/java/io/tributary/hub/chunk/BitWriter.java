package io.tributary.hub.chunk;

import java.util.Arrays;

/**
 * Bits appended to bytes, most significant bit first. Of one thread at a time; a reader on another
 * thread may be given {@link #bytes()} copied or sealed, since earlier whole bytes never change.
 */
final class BitWriter {
  private byte[] bytes;
  private int length;

  /** How many bits of the last byte are free. */
  private int free;

  /**
   * Starts with {@code reserved} zero bytes, which the caller fills in through {@link #array()}.
   */
  BitWriter(int reserved, int capacity) {
    bytes = new byte[capacity];
    length = reserved;
  }

  void writeBit(boolean bit) {
    if (free == 0) {
      addByte();
      free = 8;
    }
    free--;
    if (bit) {
      bytes[length - 1] |= (byte) (1 << free);
    }
  }

  void writeByte(int value) {
    if (free == 0) {
      addByte();
      bytes[length - 1] = (byte) value;
      return;
    }
    bytes[length - 1] |= (byte) ((value & 0xff) >>> (8 - free));
    addByte();
    bytes[length - 1] = (byte) (value << free);
  }

  /** Writes the low {@code count} bits, 0 to 64 of them. */
  void writeBits(long value, int count) {
    long left = count == 0 ? 0 : value << (64 - count);
    int n = count;
    while (n >= 8) {
      writeByte((int) (left >>> 56));
      left <<= 8;
      n -= 8;
    }
    while (n > 0) {
      writeBit(left < 0);
      left <<= 1;
      n--;
    }
  }

  /** Writes an unsigned LEB128 number. */
  void writeUvarint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      writeByte((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    writeByte((int) left);
  }

  /** Writes a signed number, zigzag and LEB128. */
  void writeVarint(long value) {
    writeUvarint((value << 1) ^ (value >> 63));
  }

  /** How many bytes are begun. */
  int length() {
    return length;
  }

  /** The buffer itself; only the first {@link #length()} bytes count. */
  byte[] array() {
    return bytes;
  }

  /** A copy of exactly what is written. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void addByte() {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length + Math.max(32, length / 2));
    }
    length++;
  }
}
