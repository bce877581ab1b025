package io.tributary.hub.chunk;

/**
 * The layout of a float chunk (Prometheus: {@code EncXOR}; after Pelkonen et al., "Gorilla", VLDB
 * 2015):
 *
 * <pre>
 *   +----------------+------------------+---------------+------------------+-----------+-----+
 *   | samples, u16be | t0, varint       | v0, 64 bits   | t1-t0, uvarint   | v1, xor   | ... |
 *   +----------------+------------------+---------------+------------------+-----------+-----+
 *   from the third sample on: the delta of the time deltas, then the value's xor
 *
 *   delta of deltas:  0        none                       xor of values:  0       the same bits
 *                     10       14 bits                                    10      in the window of the last one
 *                     110      17 bits                                    11      leading zeros (5 bits), length
 *                     1110     20 bits                                            (6 bits, 0 = 64), then the bits
 *                     1111     64 bits
 * </pre>
 */
final class XorChunk {
  static final int HEADER_BYTES = 2;

  /** More samples than these do not fit the header's count. */
  static final int MAX_SAMPLES = 65_535;

  private XorChunk() {}

  /**
   * Whether a delta of deltas fits into {@code bits} bits: the range is one longer above zero than
   * below.
   */
  static boolean fits(long deltaOfDeltas, int bits) {
    return -((1L << (bits - 1)) - 1) <= deltaOfDeltas && deltaOfDeltas <= 1L << (bits - 1);
  }
}
