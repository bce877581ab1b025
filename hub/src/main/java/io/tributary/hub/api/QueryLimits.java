package io.tributary.hub.api;

import java.time.Duration;

/**
 * What queries may take.
 *
 * @param timeout of one query, its wait for its turn included
 * @param maxConcurrency queries that run at once; more wait
 */
public record QueryLimits(Duration timeout, int maxConcurrency) {
  /** As Prometheus: two minutes, 20 queries. */
  public static QueryLimits defaults() {
    return new QueryLimits(Duration.ofMinutes(2), 20);
  }

  public QueryLimits {
    if (!timeout.isPositive() || maxConcurrency < 1) {
      throw new IllegalArgumentException(
          "query timeout and concurrency must be > 0: were " + timeout + ", " + maxConcurrency);
    }
  }
}
