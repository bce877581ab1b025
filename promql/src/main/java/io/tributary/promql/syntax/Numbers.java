package io.tributary.promql.syntax;

import java.math.BigDecimal;

/** Numbers as they are written: decimal, hexadecimal, octal, with underscores, Inf and NaN. */
public final class Numbers {
  private Numbers() {}

  /**
   * The value of a number without sign.
   *
   * @throws NumberFormatException with a message for the user
   */
  public static double parse(String text) {
    if (text.equalsIgnoreCase("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (text.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    String digits = withoutUnderscores(text);
    boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
    if (hexadecimal) {
      return integer(text, digits.substring(2), 16);
    }
    if (digits.length() > 1
        && digits.startsWith("0")
        && digits.chars().allMatch(Numbers::isOctal)) {
      return integer(text, digits, 8);
    }
    double value = decimal(text, digits);
    if (Double.isInfinite(value)) {
      throw wrong(text, "value out of range");
    }
    return value;
  }

  private static boolean isOctal(int c) {
    return c >= '0' && c <= '7';
  }

  private static String withoutUnderscores(String text) {
    for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
      boolean between =
          i > 0
              && i + 1 < text.length()
              && Lexer.isAlphanumeric(text.charAt(i - 1))
              && Character.digit(text.charAt(i + 1), 16) >= 0;
      if (!between) {
        throw wrong(text, "invalid syntax");
      }
    }
    return text.replace("_", "");
  }

  private static double decimal(String text, String digits) {
    if (!digits.chars().allMatch(c -> Lexer.isDigit(c) || "+-.eE".indexOf(c) >= 0)) {
      throw wrong(text, "invalid syntax");
    }
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw wrong(text, "invalid syntax");
    }
  }

  private static double integer(String text, String digits, int base) {
    try {
      return Long.parseLong(digits, base);
    } catch (NumberFormatException e) {
      throw wrong(text, "value out of range");
    }
  }

  private static NumberFormatException wrong(String text, String reason) {
    return new NumberFormatException(
        "error parsing number: strconv.ParseFloat: parsing "
            + Quoting.string(text)
            + ": "
            + reason);
  }

  /** The value in canonical form: as many digits as it takes, and no exponent. */
  static String format(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return exact.toPlainString();
  }
}
