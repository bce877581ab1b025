package io.tributary.sink.remotewrite;

import java.time.Duration;

/**
 * How data is put together for requests.
 *
 * @param lanes requests under way at once; a series always takes the same lane
 * @param maxSamples in one request
 * @param maxBytes of one request, uncompressed, about
 * @param linger how long data may wait for more to go with it
 * @param maxInFlightBytes read and not yet delivered
 */
public record Batching(
    int lanes, int maxSamples, int maxBytes, Duration linger, long maxInFlightBytes) {
  /** Four lanes, 5000 samples or 2 MiB, 200 ms, 64 MiB. */
  public static Batching defaults() {
    return new Batching(4, 5000, 2 << 20, Duration.ofMillis(200), 64L << 20);
  }

  public Batching {
    if (lanes < 1 || lanes > 1024) {
      throw new IllegalArgumentException("lanes must be within 1..1024: was " + lanes);
    }
    if (maxSamples < 1 || maxBytes < 1 || maxInFlightBytes < 1 || linger.isNegative()) {
      throw new IllegalArgumentException("the limits of batching must be positive: were " + this);
    }
  }
}
