package io.tributary.hub.chunk;

/**
 * Whole numbers in as few bits as they need, as histogram chunks have them:
 *
 * <pre>
 *   0                   zero              1111 10            18 bits
 *   10                   3 bits           1111 110           25 bits
 *   110                  6 bits           1111 1110          56 bits
 *   1110                 9 bits           1111 1111          64 bits
 *   11110               12 bits
 * </pre>
 */
final class Varbit {
  private static final int[] WIDTHS = {0, 3, 6, 9, 12, 18, 25, 56, 64};

  private Varbit() {}

  static void writeSigned(BitWriter out, long value) {
    int step = value == 0 ? 0 : 1;
    while (step > 0 && step < 8 && !XorChunk.fits(value, WIDTHS[step])) {
      step++;
    }
    write(out, value, step);
  }

  static void writeUnsigned(BitWriter out, long value) {
    int step = value == 0 ? 0 : 1;
    while (step > 0 && step < 8 && value >>> WIDTHS[step] != 0) {
      step++;
    }
    write(out, value, step);
  }

  private static void write(BitWriter out, long value, int step) {
    if (step == 8) {
      out.writeBits(0xff, 8);
    } else {
      out.writeBits((1L << (step + 1)) - 2, step + 1);
    }
    out.writeBits(value, WIDTHS[step]);
  }

  static long readSigned(BitReader in) {
    int width = readWidth(in);
    long value = in.readBits(width);
    return width == 0 || width == 64 || value <= 1L << (width - 1) ? value : value - (1L << width);
  }

  static long readUnsigned(BitReader in) {
    return in.readBits(readWidth(in));
  }

  private static int readWidth(BitReader in) {
    int step = 0;
    while (step < 8 && in.readBit()) {
      step++;
    }
    return WIDTHS[step];
  }
}
