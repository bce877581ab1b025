package io.tributary.streams.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number as written. Without a context its type follows from how it is written: {@code 1} is an
 * integer, {@code 1.0} and {@code 1e0} are floats.
 *
 * @param integer its value where it is a whole number of 64 bits, else null
 */
record NumberLiteral(String text, @Nullable Long integer, double value) {
  private static final Pattern INTEGER =
      Pattern.compile("([+-]?)(?:0[xX]([0-9a-fA-F_]+)|0[oO]([0-7_]+)|0[bB]([01_]+)|([0-9_]+))");
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?([0-9_]+\\.?[0-9_]*|\\.[0-9_]+)([eE][+-]?[0-9_]+)?");
  private static final Pattern HEX_FLOAT =
      Pattern.compile(
          "[+-]?0[xX]([0-9a-fA-F_]+\\.?[0-9a-fA-F_]*|\\.[0-9a-fA-F_]+)[pP][+-]?[0-9_]+");

  /**
   * Reads a number or a character constant.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static NumberLiteral parse(String text) {
    if (text.startsWith("'")) {
      String one = GoQuote.unquote(text);
      if (one.codePointCount(0, one.length()) != 1) {
        throw new IllegalArgumentException("malformed character constant: " + text);
      }
      return new NumberLiteral(text, (long) one.codePointAt(0), one.codePointAt(0));
    }
    var whole = INTEGER.matcher(text);
    if (whole.matches()) {
      return ofInteger(text, integer(whole));
    }
    String digits = text.replace("_", "");
    if (!FLOAT.matcher(text).matches() && !HEX_FLOAT.matcher(text).matches()) {
      throw new IllegalArgumentException("bad number syntax: " + GoQuote.quote(text));
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("number overflows: " + GoQuote.quote(text));
    }
    boolean exact = value == Math.rint(value) && Math.abs(value) < 0x1p63;
    return new NumberLiteral(text, exact ? (Long) (long) value : null, value);
  }

  private static NumberLiteral ofInteger(String text, BigInteger value) {
    if (value.bitLength() > 64 || (value.bitLength() == 64 && value.signum() < 0)) {
      throw new IllegalArgumentException("integer overflow: " + GoQuote.quote(text));
    }
    boolean fits = value.bitLength() < 64;
    return new NumberLiteral(
        text, fits ? (Long) value.longValue() : null, new BigDecimal(value).doubleValue());
  }

  private static BigInteger integer(java.util.regex.Matcher whole) {
    int[] radix = {0, 0, 16, 8, 2, 10};
    for (int group = 2; group <= 5; group++) {
      String digits = whole.group(group);
      if (digits != null) {
        String plain = digits.replace("_", "");
        // A leading zero means octal, as in Go's own source.
        boolean octal = group == 5 && plain.length() > 1 && plain.startsWith("0");
        if (plain.isEmpty() || (octal && !plain.matches("[0-7]+"))) {
          break;
        }
        BigInteger value = new BigInteger(plain, octal ? 8 : radix[group]);
        return "-".equals(whole.group(1)) ? value.negate() : value;
      }
    }
    throw new IllegalArgumentException("bad number syntax: " + GoQuote.quote(whole.group()));
  }

  /** Whether it is written as a float. */
  boolean isFloat() {
    boolean hex = text.length() > 2 && (text.charAt(1) == 'x' || text.charAt(1) == 'X');
    if (text.startsWith("'") || (hex && text.indexOf('p') < 0 && text.indexOf('P') < 0)) {
      return false;
    }
    return text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
  }
}
