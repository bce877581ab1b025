package io.tributary.hub.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits appended to bytes, most significant bit first, up to 64 of them at once. Of one thread. */
class BitWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** What a write may touch beyond the byte that it begins in. */
  private static final int SLACK = 9;

  private byte[] bytes;
  private int bits;

  /**
   * Starts with {@code reserved} zero bytes, which the caller fills in through {@link #array()}.
   */
  BitWriter(int reserved, int capacity) {
    bytes = new byte[capacity];
    bits = 8 * reserved;
  }

  /** Begins again, with the same buffer. */
  final void clear(int reserved) {
    Arrays.fill(bytes, 0, Math.min(reserved, bytes.length), (byte) 0);
    bits = 8 * reserved;
  }

  final void writeBit(boolean bit) {
    writeBits(bit ? 1 : 0, 1);
  }

  final void writeByte(int value) {
    writeBits(value, 8);
  }

  /** Writes the low {@code count} bits, 0 to 64 of them. */
  final void writeBits(long value, int count) {
    int at = bits >>> 3;
    int begun = bits & 7;
    if (at + SLACK > bytes.length) {
      bytes = Arrays.copyOf(bytes, at + Math.max(SLACK + 16, at / 2));
    }
    long word = (long) (bytes[at] & (0xff00 >> begun)) << 56;
    long low = count == 64 ? value : value & ((1L << count) - 1);
    int over = begun + count - 64;
    if (over <= 0) {
      // A shift by 64, of nothing, leaves nothing all the same.
      LONGS.set(bytes, at, word | low << -over);
    } else {
      LONGS.set(bytes, at, word | low >>> over);
      bytes[at + 8] = (byte) (low << (8 - over));
    }
    bits += count;
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
    return (bits + 7) >>> 3;
  }

  /** The buffer itself; only the first {@link #length()} bytes count. */
  final byte[] array() {
    return bytes;
  }

  /** A copy of exactly what is written. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, length());
  }
}
