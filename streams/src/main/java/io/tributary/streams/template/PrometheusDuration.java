package io.tributary.streams.template;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 1h30m}, {@code 7d}, {@code 250ms}, {@code 0}. */
public final class PrometheusDuration {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");

  /** Milliseconds of each unit, in the order of the pattern's groups. */
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
    Matcher matcher = text.length() > MAX_LENGTH ? FORM.matcher("?") : FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not a valid duration string: " + GoQuote.quote(shortened(text)));
    }
    long sumMs = 0;
    try {
      for (int i = 0; i < UNITS_MS.length; i++) {
        String count = matcher.group(i + 1);
        if (count != null) {
          sumMs = Math.addExact(sumMs, Math.multiplyExact(Long.parseLong(count), UNITS_MS[i]));
        }
      }
      // The reference counts in nanoseconds of 64 bits: what it cannot hold is refused here too.
      Math.multiplyExact(sumMs, 1_000_000L);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("duration out of range: " + text, e);
    }
    return Duration.ofMillis(sumMs);
  }

  /** As Prometheus prints it, from the largest unit: {@code 1h30m}; nothing below a millisecond. */
  public static String format(Duration duration) {
    long ms = duration.toMillis();
    if (ms == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < UNITS.length; i++) {
      if (ms >= UNITS_MS[i] && (i > EXACT_ONLY || ms % UNITS_MS[i] == 0)) {
        text.append(ms / UNITS_MS[i]).append(UNITS[i]);
        ms %= UNITS_MS[i];
      }
    }
    return text.toString();
  }

  private static String shortened(String text) {
    return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
  }
}
