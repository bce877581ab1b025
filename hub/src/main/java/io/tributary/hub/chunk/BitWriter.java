package io.tributary.hub.chunk;

import java.util.Arrays;

/**
 * Bits appended to bytes, most significant bit first. Of one thread at a time; a reader on another
 * thread may be given {@link #bytes()} or sealed, since earlier whole bytes never change.
 */
class BitWriter {
  private byte[] bytes;
  private int length;

  /** How many bits of the last byte are free. */
  private byte free;

  /**
   * Starts with {@code reserved} zero bytes, which the caller fills in through {@link #array()}.
   */
  BitWriter(int reserved, int capacity) {
    bytes = new byte[capacity];
    length = reserved;
  }

  /** Begins again, with the same buffer. */
  final void clear(int reserved) {
    Arrays.fill(bytes, 0, Math.min(reserved, bytes.length), (byte) 0);
    length = reserved;
    free = 0;
  }

  final void writeBit(boolean bit) {
    writeBits(bit ? 1 : 0, 1);
  }

  final void writeByte(int value) {
    writeBits(value & 0xff, 8);
  }

  /** Writes the low {@code count} bits, 0 to 64 of them. */
  final void writeBits(long value, int count) {
    int left = count;
    if (free > 0) {
      int take = Math.min(free, left);
      left -= take;
      free -= (byte) take;
      int part = (int) (value >>> left) & ((1 << take) - 1);
      bytes[length - 1] |= (byte) (part << free);
    }
    if (left == 0) {
      return;
    }
    int end = length + ((left + 7) >>> 3);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, length + Math.max(16, length / 2)));
    }
    while (left >= 8) {
      left -= 8;
      bytes[length++] = (byte) (value >>> left);
    }
    if (left > 0) {
      free = (byte) (8 - left);
      bytes[length++] = (byte) (value << free);
    }
  }

  /** Writes an unsigned LEB128 number. */
  final void writeUvarint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      writeByte((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    writeByte((int) left);
  }

  /** Writes a signed number, zigzag and LEB128. */
  final void writeVarint(long value) {
    writeUvarint((value << 1) ^ (value >> 63));
  }

  /** How many bytes are begun. */
  final int length() {
    return length;
  }

  /** The buffer itself; only the first {@link #length()} bytes count. */
  final byte[] array() {
    return bytes;
  }

  /** A copy of exactly what is written. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }
}
