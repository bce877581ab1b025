package io.tributary.streams.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as Go's {@code strconv.FormatFloat} writes them. */
final class GoFloat {
  /** The precision that asks for the fewest digits that read back as the same float. */
  static final int SHORTEST = -1;

  /** Where {@code %g} turns to an exponent if the digits are the shortest. */
  private static final int SHORTEST_EXPONENT = 6;

  private GoFloat() {}

  /** As {@code %v}: the shortest digits, with an exponent from 1e+06 on and below 1e-4. */
  static String plain(double value) {
    return format(value, 'g', SHORTEST);
  }

  /**
   * @param verb one of {@code e f g} or their capitals
   * @param precision digits after the point, or significant digits for {@code g}
   */
  static String format(double value, char verb, int precision) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    String digits =
        switch (verb) {
          case 'e', 'E' ->
              exponential(rounded(value, precision < 0 ? -1 : precision + 1), precision);
          case 'f', 'F' -> fixed(value, precision);
          default -> general(value, precision);
        };
    String text = (negative ? "-" : "") + digits;
    return Character.isUpperCase(verb) ? text.replace('e', 'E') : text;
  }

  /** The absolute value to so many significant digits, without zeros behind them. */
  private static BigDecimal rounded(double value, int significant) {
    BigDecimal exact =
        significant < 0
            ? shortest(Math.abs(value))
            : new BigDecimal(Math.abs(value))
                .round(new MathContext(Math.max(1, significant), RoundingMode.HALF_EVEN));
    return exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
  }

  /** Java prints two digits where one would do; Go prints one. */
  private static BigDecimal shortest(double value) {
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (digits.precision() == 2) {
      BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
      if (one.doubleValue() == value) {
        return one;
      }
    }
    return digits;
  }

  private static String fixed(double value, int precision) {
    if (precision < 0) {
      return shortest(Math.abs(value)).toPlainString();
    }
    return new BigDecimal(Math.abs(value))
        .setScale(precision, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private static String general(double value, int precision) {
    BigDecimal digits = rounded(value, precision < 0 ? -1 : Math.max(1, precision));
    int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
    int limit = precision < 0 ? SHORTEST_EXPONENT : Math.max(1, precision);
    if (precision >= 0 && limit > digits.precision() && digits.precision() >= exponent + 1) {
      limit = digits.precision();
    }
    if (exponent < -4 || exponent >= limit) {
      return exponential(digits, digits.precision() - 1);
    }
    return digits.toPlainString();
  }

  private static String exponential(BigDecimal digits, int precision) {
    String unscaled = digits.signum() == 0 ? "0" : digits.unscaledValue().toString();
    int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
    StringBuilder text = new StringBuilder().append(unscaled.charAt(0));
    int after = precision < 0 ? unscaled.length() - 1 : precision;
    if (after > 0) {
      text.append('.');
      for (int i = 1; i <= after; i++) {
        text.append(i < unscaled.length() ? unscaled.charAt(i) : '0');
      }
    }
    text.append(exponent < 0 ? "e-" : "e+");
    if (Math.abs(exponent) < 10) {
      text.append('0');
    }
    return text.append(Math.abs(exponent)).toString();
  }
}
