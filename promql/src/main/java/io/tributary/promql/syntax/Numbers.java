package io.tributary.promql.syntax;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as they are written: decimal, hexadecimal, octal, with underscores, Inf and NaN. */
public final class Numbers {
  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX](_?[0-9a-fA-F])+");
  private static final Pattern OCTAL = Pattern.compile("0(_?[0-7])+");
  private static final Pattern DECIMAL =
      Pattern.compile("([0-9](_?[0-9])*)?\\.?([0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?");

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
    String digits = text.replace("_", "");
    if (HEXADECIMAL.matcher(text).matches() && digits.length() <= 18) {
      return integer(text, digits.substring(2), 16);
    }
    if (OCTAL.matcher(text).matches() && digits.length() <= 22) {
      return integer(text, digits, 8);
    }
    boolean hasDigits = !digits.isEmpty() && digits.chars().anyMatch(Lexer::isDigit);
    if (!hasDigits || !DECIMAL.matcher(text).matches()) {
      throw wrong(text, "invalid syntax");
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw wrong(text, "value out of range");
    }
    return value;
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
