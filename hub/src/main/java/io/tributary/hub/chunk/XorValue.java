package io.tributary.hub.chunk;

/**
 * A value in a row of values, each written as its difference, bit by bit, from the one before, as
 * {@link XorChunk} draws it. One object for each row, to write it or to read it.
 */
final class XorValue {
  private static final int NO_WINDOW = 0xff;

  private long bits;

  /** Of the window in use; there is none before the first difference. */
  private int leading = NO_WINDOW;

  private int trailing;

  /** Begins a row anew: what comes next differs from this value. */
  void start(long valueBits) {
    bits = valueBits;
    leading = NO_WINDOW;
    trailing = 0;
  }

  long bits() {
    return bits;
  }

  double value() {
    return Double.longBitsToDouble(bits);
  }

  void write(BitWriter out, long valueBits) {
    int window = write(out, valueBits ^ bits, leading << 8 | trailing, 0, 0);
    bits = valueBits;
    leading = window >>> 8;
    trailing = window & 0xff;
  }

  /** The window before there is a difference. */
  static final int FIRST_WINDOW = NO_WINDOW << 8;

  /**
   * Writes a difference, and what stands before it, together: most samples take one write.
   *
   * @param window the leading zeros of the window in use times 256, plus the trailing ones
   * @param before up to 24 bits
   * @return the window that is in use then
   */
  static int write(BitWriter out, long xor, int window, long before, int beforeCount) {
    if (xor == 0) {
      out.writeBits(before << 1, beforeCount + 1);
      return window;
    }
    int leading = window >>> 8;
    int trailing = window & 0xff;
    int newLeading = Math.min(31, Long.numberOfLeadingZeros(xor));
    int newTrailing = Long.numberOfTrailingZeros(xor);
    if (leading != NO_WINDOW && newLeading >= leading && newTrailing >= trailing) {
      long header = before << 2 | 0b10;
      writeBoth(out, header, beforeCount + 2, xor >>> trailing, 64 - leading - trailing);
      return window;
    }
    int significant = 64 - newLeading - newTrailing;
    long header = before << 13 | 0b11L << 11 | (long) newLeading << 6 | (significant & 0x3f);
    writeBoth(out, header, beforeCount + 13, xor >>> newTrailing, significant);
    return newLeading << 8 | newTrailing;
  }

  private static void writeBoth(BitWriter out, long header, int headerBits, long value, int bits) {
    if (headerBits + bits <= 64) {
      out.writeBits(header << bits | value, headerBits + bits);
    } else {
      out.writeBits(header, headerBits);
      out.writeBits(value, bits);
    }
  }

  void read(BitReader in) {
    if (!in.readBit()) {
      return;
    }
    if (in.readBit()) {
      leading = (int) in.readBits(5);
      int significant = (int) in.readBits(6);
      if (significant == 0) {
        significant = 64;
      }
      if (leading + significant > 64) {
        throw new CorruptChunkException(
            "a value of " + significant + " bits after " + leading + " zeros");
      }
      trailing = 64 - leading - significant;
    } else if (leading == NO_WINDOW) {
      throw new CorruptChunkException("a value in the window of one before it, and there is none");
    }
    bits ^= in.readBits(64 - leading - trailing) << trailing;
  }
}
