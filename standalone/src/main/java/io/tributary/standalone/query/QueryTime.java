package io.tributary.standalone.query;

import io.tributary.promql.syntax.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times of a command line. */
public final class QueryTime {
  private QueryTime() {}

  /**
   * {@code now}, {@code -30m} (before now), seconds since the epoch, or RFC 3339.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Instant parse(String text, Instant now) {
    if (text.equals("now")) {
      return now;
    }
    if (text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
      return Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
    }
    try {
      return text.startsWith("-")
          ? now.minusMillis(DurationText.parseMillis(text.substring(1)))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no time: write now, -30m, 1764172800 or 2026-11-26T16:00:00Z".formatted(text),
          e);
    }
  }

  /** Milliseconds as the API takes them: seconds with three decimals. */
  public static String seconds(long milliseconds) {
    return "%d.%03d"
        .formatted(Math.floorDiv(milliseconds, 1000), Math.floorMod(milliseconds, 1000));
  }
}
