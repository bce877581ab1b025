package io.tributary.streams.explain;

import java.time.Duration;

/**
 * What estimates are made for, because a rule does not say it.
 *
 * @param series how many series each selector finds
 * @param scrapeInterval how far apart the samples of a series are
 */
public record Assumptions(int series, Duration scrapeInterval) {
  /** A thousand series, scraped every 15 seconds. */
  public static final Assumptions DEFAULT = new Assumptions(1_000, Duration.ofSeconds(15));

  /** Checks the numbers. */
  public Assumptions {
    if (series < 1) {
      throw new IllegalArgumentException("series must be >= 1: was " + series);
    }
    if (!scrapeInterval.isPositive()) {
      throw new IllegalArgumentException("scrapeInterval must be > 0: was " + scrapeInterval);
    }
  }

  /** How many samples of all these series come in a second. */
  double samplesPerSecond() {
    return series * 1e3 / scrapeInterval.toMillis();
  }
}
