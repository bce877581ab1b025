package io.tributary.hub.chunk;

import io.tributary.schemas.histogram.CounterReset;

/**
 * The layout of a chunk of native histograms, with integer counts ({@code EncHistogram}) or float
 * counts ({@code EncFloatHistogram}):
 *
 * <pre>
 *   samples, u16be | flags, 1 B: the upper two bits say how the first histogram relates to the chunk before
 *   zero threshold, 1 or 9 B | schema, signed | positive spans | negative spans | custom bounds, in schema -53 only
 *     spans:  how many, unsigned; each: length, unsigned; offset, signed
 *     bounds: how many, unsigned; each: 1000 times the bound, plus 1, unsigned; or 0, then 64 bits
 *   first:  time, signed | count | zero count | sum, 64 bits | positive buckets | negative buckets
 *   later:  delta of time deltas, signed | count | zero count | sum, xor | buckets
 *     with float counts:    64 bits each at first, then xor
 *     with integer counts:  unsigned counts and signed bucket deltas at first, then the deltas of their deltas, signed
 * </pre>
 *
 * <p>Signed and unsigned numbers are {@link Varbit}s. A staleness marker has no buckets.
 */
final class HistogramChunkLayout {
  static final int HEADER_BYTES = 3;
  private static final int RESET = 0b1000_0000;
  private static final int NOT_RESET = 0b0100_0000;
  private static final int GAUGE = 0b1100_0000;
  private static final double BOUND_SCALE = 1000;
  private static final double MAX_SCALED_BOUND = 33_554_430;
  private static final int EXPONENT_OFFSET = 243;
  private static final int FULL_THRESHOLD = 255;

  private HistogramChunkLayout() {}

  static int flags(CounterReset first) {
    return switch (first) {
      case UNKNOWN -> 0;
      case RESET -> RESET;
      case NOT_RESET -> NOT_RESET;
      case GAUGE -> GAUGE;
    };
  }

  /** What to say of histogram {@code index}: within a chunk of counters there is no reset. */
  static CounterReset hint(int flags, int index) {
    return switch (flags & GAUGE) {
      case GAUGE -> CounterReset.GAUGE;
      case RESET -> index == 0 ? CounterReset.RESET : CounterReset.NOT_RESET;
      default -> index == 0 ? CounterReset.UNKNOWN : CounterReset.NOT_RESET;
    };
  }

  /**
   * Most thresholds are powers of two, which fit into a byte: the exponent of {@code 0.5 * 2^e},
   * plus 243.
   */
  static void writeZeroThreshold(BitWriter out, double threshold) {
    int exponent = Math.getExponent(threshold) + 1;
    if (threshold == 0) {
      out.writeByte(0);
    } else if (exponent >= -242 && exponent <= 11 && threshold == Math.scalb(0.5, exponent)) {
      out.writeByte(exponent + EXPONENT_OFFSET);
    } else {
      out.writeByte(FULL_THRESHOLD);
      out.writeBits(Double.doubleToRawLongBits(threshold), 64);
    }
  }

  static double readZeroThreshold(BitReader in) {
    int first = in.readByte();
    if (first == FULL_THRESHOLD) {
      return Double.longBitsToDouble(in.readBits(64));
    }
    return first == 0 ? 0 : Math.scalb(0.5, first - EXPONENT_OFFSET);
  }

  static void writeBound(BitWriter out, double bound) {
    double scaled = bound * BOUND_SCALE;
    if (scaled >= 0 && scaled <= MAX_SCALED_BOUND && Math.rint(scaled) / BOUND_SCALE == bound) {
      Varbit.writeUnsigned(out, (long) Math.rint(scaled) + 1);
    } else {
      Varbit.writeUnsigned(out, 0);
      out.writeBits(Double.doubleToRawLongBits(bound), 64);
    }
  }

  static double readBound(BitReader in) {
    long scaled = Varbit.readUnsigned(in);
    return scaled == 0 ? Double.longBitsToDouble(in.readBits(64)) : (scaled - 1) / BOUND_SCALE;
  }
}
