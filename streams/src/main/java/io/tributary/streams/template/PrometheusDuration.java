package io.tributary.streams.template;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 1h30m}, {@code 7d}, {@code 250ms}, {@code 0}. */
public final class PrometheusDuration {
  private static final Pattern PART = Pattern.compile("(\\d+)([^\\d]+)");

  /** Milliseconds of each unit, in the order in which they must stand. */
  private static final long[] UNITS_MS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
  };

  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};

  /**
   * How many of the units, from the largest, are only used where nothing remains: 100d, not 14w2d.
   */
  private static final int EXACT_ONLY = 2;

  /** The longest text looked at, so that a bad one is not copied whole into an error. */
  private static final int MAX_LENGTH = 64;

  private static final int MAX_DIGITS = 18;

  private PrometheusDuration() {}

  /**
   * Reads a duration of zero or more.
   *
   * @throws IllegalArgumentException where the text is none, with a message that says so
   */
  public static Duration parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (text.length() > MAX_LENGTH) {
      throw notValid(text.substring(0, MAX_LENGTH) + "...");
    }
    try {
      return Duration.ofMillis(sumMs(text));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("duration out of range", e);
    }
  }

  private static long sumMs(String text) {
    long sum = 0;
    int lastUnit = -1;
    Matcher parts = PART.matcher(text);
    while (parts.lookingAt()) {
      int unit = Arrays.asList(UNITS).indexOf(parts.group(2));
      if (unit < 0) {
        throw new IllegalArgumentException(
            "unknown unit %s in duration %s"
                .formatted(GoQuote.quote(parts.group(2)), GoQuote.quote(text)));
      }
      if (unit <= lastUnit || parts.group(1).length() > MAX_DIGITS) {
        break;
      }
      lastUnit = unit;
      long ms = Math.multiplyExact(Long.parseLong(parts.group(1)), UNITS_MS[unit]);
      sum = Math.addExact(sum, ms);
      // The reference counts in nanoseconds of 64 bits: what it cannot hold is refused here too.
      Math.multiplyExact(sum, 1_000_000L);
      if (parts.end() == text.length()) {
        return sum;
      }
      parts.region(parts.end(), text.length());
    }
    throw notValid(text);
  }

  private static IllegalArgumentException notValid(String text) {
    return new IllegalArgumentException("not a valid duration string: " + GoQuote.quote(text));
  }

  /** As Prometheus prints it, from the largest unit: {@code 1h30m}; nothing below a millisecond. */
  public static String format(Duration duration) {
    long ms = duration.toMillis();
    if (ms == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < UNITS.length; i++) {
      if (ms >= UNITS_MS[i] && (i >= EXACT_ONLY || ms % UNITS_MS[i] == 0)) {
        text.append(ms / UNITS_MS[i]).append(UNITS[i]);
        ms %= UNITS_MS[i];
      }
    }
    return text.toString();
  }
}
