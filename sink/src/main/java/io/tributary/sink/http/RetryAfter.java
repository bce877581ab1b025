package io.tributary.sink.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, 10.2.3): seconds, or an HTTP date. */
public final class RetryAfter {
  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

  private RetryAfter() {}

  /** How long to wait from now; empty where the header is missing or says nothing. */
  public static Optional<Duration> parse(@Nullable String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String value = header.strip();
    if (value.matches("[0-9]{1,18}")) {
      return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(value), MAX_SECONDS)));
    }
    try {
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      Duration wait = Duration.between(now, until);
      if (!wait.isPositive()) {
        return Optional.of(Duration.ZERO);
      }
      return Optional.of(wait.toSeconds() < MAX_SECONDS ? wait : Duration.ofSeconds(MAX_SECONDS));
    } catch (DateTimeException e) {
      return Optional.empty(); // Neither form: as if it were not there.
    }
  }
}
