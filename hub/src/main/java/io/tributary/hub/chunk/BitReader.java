package io.tributary.hub.chunk;

/**
 * Reads what {@link BitWriter} writes; of one thread. Reading past the end is a {@link
 * CorruptChunkException}.
 */
final class BitReader {
  private byte[] bytes = new byte[0];
  private int position;
  private int end;

  /** Bits read from memory and not yet handed out: the low {@link #available} bits. */
  private long buffer;

  private int available;

  void reset(byte[] from, int offset, int length) {
    bytes = from;
    position = offset;
    end = offset + length;
    buffer = 0;
    available = 0;
  }

  /** How many bits are left. */
  long remaining() {
    return available + 8L * (end - position);
  }

  boolean readBit() {
    if (available == 0) {
      fill();
    }
    available--;
    return ((buffer >>> available) & 1) != 0;
  }

  /** Reads {@code count} bits, 0 to 64 of them, as an unsigned number. */
  long readBits(int count) {
    if (count <= available) {
      available -= count;
      return count == 64 ? buffer : (buffer >>> available) & ((1L << count) - 1);
    }
    int missing = count - available;
    long high = available == 0 ? 0 : buffer & ((1L << available) - 1);
    available = 0;
    if (missing > 56) {
      // fill() brings at most 56 bits in one go, so take the rest in two.
      high = (high << 32) | readBits(32);
      missing -= 32;
    }
    while (available < missing) {
      fill();
    }
    available -= missing;
    return (missing == 64 ? 0 : high << missing) | ((buffer >>> available) & ((1L << missing) - 1));
  }

  int readByte() {
    return (int) readBits(8);
  }

  long readUvarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new CorruptChunkException("a number of more than ten bytes");
  }

  long readVarint() {
    long zigzag = readUvarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Takes up to 7 bytes, so that the bits at hand (fewer than 57) fit into the buffer. */
  private void fill() {
    int take = Math.min(7 - (available >>> 3), end - position);
    if (take <= 0) {
      throw new CorruptChunkException("its samples end before their count does");
    }
    for (int i = 0; i < take; i++) {
      buffer = (buffer << 8) | (bytes[position++] & 0xff);
    }
    available += 8 * take;
  }
}
