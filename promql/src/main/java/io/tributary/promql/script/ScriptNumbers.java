package io.tributary.promql.script;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers and durations as scripts spell them. */
final class ScriptNumbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern HEX = Pattern.compile("([+-]?)0[xX]([0-9a-fA-F]{1,15})");
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?"
              + "(?:([0-9]+)ms)?");
  private static final long[] UNITS_MS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1
  };

  private ScriptNumbers() {}

  static OptionalDouble number(String text) {
    if (DECIMAL.matches(text)) {
      return OptionalDouble.of(Double.parseDouble(text));
    }
    Matcher hex = HEX.matcher(text);
    if (hex.matches()) {
      double size = Long.parseLong(hex.group(2), 16);
      return OptionalDouble.of(hex.group(1).equals("-") ? -size : size);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case "nan" -> OptionalDouble.of(Double.NaN);
      default -> OptionalDouble.empty();
    };
  }

  /** The milliseconds of a duration such as {@code 1m50s}; 0 needs no unit. */
  static OptionalLong durationMs(String text) {
    if (text.equals("0")) {
      return OptionalLong.of(0);
    }
    Matcher duration = DURATION.matcher(text);
    if (text.isEmpty() || text.length() > 40 || !duration.matches()) {
      return OptionalLong.empty();
    }
    double ms = 0;
    for (int i = 0; i < UNITS_MS.length; i++) {
      String amount = duration.group(i + 1);
      if (amount != null) {
        ms += Double.parseDouble(amount) * UNITS_MS[i];
      }
    }
    return ms > 9e12 ? OptionalLong.empty() : OptionalLong.of((long) ms);
  }
}
