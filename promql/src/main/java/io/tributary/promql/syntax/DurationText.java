package io.tributary.promql.syntax;

/** Durations as they are written: {@code 1h30m}, {@code 500ms}. A year has 365 days. */
public final class DurationText {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };

  /** What fits into a 64-bit count of nanoseconds, as everywhere in Prometheus. */
  private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

  private DurationText() {}

  /**
   * The milliseconds of a duration.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static long parseMillis(String text) {
    if (text.equals("0")) {
      return 0;
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty duration string");
    }
    long total = 0;
    int lastUnit = -1;
    int i = 0;
    while (i < text.length()) {
      int numberStart = i;
      i = skip(text, i, true);
      int unitStart = i;
      i = skip(text, i, false);
      if (numberStart == unitStart || unitStart == i) {
        throw new IllegalArgumentException("not a valid duration string: " + Quoting.string(text));
      }
      int unit = unit(text, text.substring(unitStart, i));
      if (unit <= lastUnit) {
        throw new IllegalArgumentException("not a valid duration string: " + Quoting.string(text));
      }
      lastUnit = unit;
      total = add(total, text.substring(numberStart, unitStart), unit);
    }
    return total;
  }

  private static int skip(String text, int from, boolean digits) {
    int i = from;
    while (i < text.length() && Lexer.isDigit(text.charAt(i)) == digits) {
      i++;
    }
    return i;
  }

  private static int unit(String text, String name) {
    for (int unit = 0; unit < UNITS.length; unit++) {
      if (UNITS[unit].equals(name)) {
        return unit;
      }
    }
    throw new IllegalArgumentException(
        "unknown unit " + Quoting.string(name) + " in duration " + Quoting.string(text));
  }

  private static long add(long total, String number, int unit) {
    if (number.length() <= 18) {
      long count = Long.parseLong(number);
      if (count <= (MAX_MILLIS - total) / MILLIS[unit]) {
        return total + count * MILLIS[unit];
      }
    }
    throw new IllegalArgumentException("duration out of range");
  }

  /** A duration &gt;= 0 in canonical form; years, weeks, days only where they come out even. */
  public static String format(long millis) {
    if (millis == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder();
    long rest = millis;
    if (rest < 0) {
      out.append('-');
      rest = -rest;
    }
    for (int unit = 0; unit < UNITS.length; unit++) {
      boolean coarse = unit <= 2;
      if (coarse ? rest > 0 && rest % MILLIS[unit] == 0 : rest >= MILLIS[unit]) {
        out.append(rest / MILLIS[unit]).append(UNITS[unit]);
        rest %= MILLIS[unit];
      }
    }
    return out.toString();
  }
}
