package io.tributary.hub.api;

import io.tributary.promql.syntax.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Times and durations in parameters. Prometheus: {@code parseTime}, {@code parseDuration}. */
final class TimeText {
  /** Before all samples; what a missing start stands for. */
  static final long MIN_MS = Long.MIN_VALUE / 4;

  /** After all samples; what a missing end stands for. */
  static final long MAX_MS = Long.MAX_VALUE / 4;

  private static final String MIN_TEXT = "-292273086-05-16T16:47:06Z";
  private static final String MAX_TEXT = "292277025-08-18T07:12:54.999999999Z";
  private static final double MAX_SECONDS = Long.MAX_VALUE / 1e9;

  private TimeText() {}

  /**
   * Seconds since the epoch, or RFC 3339.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static long parseTimeMs(String text) {
    if (isNumber(text)) {
      double ms = Double.parseDouble(text) * 1000;
      if (Math.abs(ms) < MAX_MS) {
        return Math.round(ms);
      }
    }
    if (text.equals(MIN_TEXT)) {
      return MIN_MS;
    }
    if (text.equals(MAX_TEXT)) {
      return MAX_MS;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("cannot parse \"" + text + "\" to a valid timestamp", e);
    }
  }

  /**
   * Seconds, or a duration as in the language.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static Duration parseDuration(String text) {
    if (isNumber(text)) {
      double seconds = Double.parseDouble(text);
      if (Math.abs(seconds) > MAX_SECONDS) {
        throw new IllegalArgumentException(
            "cannot parse \"" + text + "\" to a valid duration. It overflows int64");
      }
      return Duration.ofNanos(Math.round(seconds * 1e9));
    }
    try {
      return Duration.ofMillis(DurationText.parseMillis(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot parse \"" + text + "\" to a valid duration", e);
    }
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  }
}
