package io.tributary.sink.http;

import java.time.Duration;

/** Waits that double from one failed attempt to the next. */
public record Backoff(Duration min, Duration max) {
  /** As Prometheus waits: 30 ms doubling to 5 s. */
  public static Backoff defaults() {
    return new Backoff(Duration.ofMillis(30), Duration.ofSeconds(5));
  }

  public Backoff {
    if (!min.isPositive() || max.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          "backoff must have 0 < min <= max: was " + min + " and " + max);
    }
  }

  /** How long to wait after the given number of failures in a row, counted from 1. */
  public Duration after(int failures) {
    Duration wait = min;
    for (int i = 1; i < failures && wait.compareTo(max) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(max) < 0 ? wait : max;
  }
}
