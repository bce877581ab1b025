package io.tributary.gateway;

import java.time.Duration;

/**
 * What the gateway takes at most. Whatever is over a limit is refused with the limit in the answer.
 *
 * @param bodyBytes of a request as sent, compressed
 * @param decodedBytes of a request, decompressed
 * @param inFlightBytes of all requests that are being read, decoded or not yet acknowledged by
 *     Kafka; past it the answer is 503 at once
 * @param labelsPerSeries labels of one series
 * @param labelNameBytes of one label name
 * @param labelValueBytes of one label value
 * @param seriesTableBytes of the table of known series; series past it are taken at a higher cost
 * @param seriesIdle after which a series is forgotten; it is looked at afresh when it comes again
 * @param clusters how many clusters may send
 * @param ahead how far in the future a sample may be
 */
public record GatewayLimits(
    int bodyBytes,
    int decodedBytes,
    long inFlightBytes,
    int labelsPerSeries,
    int labelNameBytes,
    int labelValueBytes,
    long seriesTableBytes,
    Duration seriesIdle,
    int clusters,
    Duration ahead) {
  /**
   * How many bytes in flight a byte of a decompressed request counts for while it is decoded: it is
   * there itself, then taken apart, then put together again as records.
   */
  public static final int DECODING_COST = 3;

  /** How often the largest request must fit into what may be in flight: decoded, and its body. */
  public static final int PARTS = 1 + DECODING_COST;

  private static final long MIB = 1 << 20;

  /** A record that can't be right is refused here, and nowhere else. */
  public GatewayLimits {
    requirePositive("bodyBytes", bodyBytes);
    requirePositive("decodedBytes", decodedBytes);
    requirePositive("inFlightBytes", inFlightBytes);
    if ((long) PARTS * decodedBytes > inFlightBytes) {
      throw new IllegalArgumentException(
          "decoded must be at most 1/%d of in_flight, or the largest request is never taken: were %d and %d bytes"
              .formatted(PARTS, decodedBytes, inFlightBytes));
    }
    requirePositive("labelsPerSeries", labelsPerSeries);
    requirePositive("labelNameBytes", labelNameBytes);
    requirePositive("labelValueBytes", labelValueBytes);
    requirePositive("clusters", clusters);
    if (seriesIdle.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("seriesIdle must be at least 1m: was " + seriesIdle);
    }
    if (ahead.isNegative()) {
      throw new IllegalArgumentException("ahead must not be negative: was " + ahead);
    }
  }

  /** Limits that fit this process's heap. */
  public static GatewayLimits defaults() {
    long heap = Runtime.getRuntime().maxMemory();
    long inFlight = Math.clamp(heap / 8, 16 * MIB, 256 * MIB);
    return new GatewayLimits(
        (int) Math.min(16 * MIB, inFlight / PARTS),
        (int) Math.min(32 * MIB, inFlight / PARTS),
        inFlight,
        128,
        1024,
        16_384,
        Math.max(heap / 3, 16 * MIB),
        Duration.ofMinutes(30),
        1000,
        Duration.ofMinutes(10));
  }

  private static void requirePositive(String what, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be > 0: was " + value);
    }
  }
}
