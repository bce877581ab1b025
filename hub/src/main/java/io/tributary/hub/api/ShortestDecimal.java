package io.tributary.hub.api;

import java.util.Locale;

/**
 * The shortest decimal number that reads back as a given one: its digits, the first before the
 * decimal point and none of them a zero at the end, times ten to the exponent.
 */
record ShortestDecimal(boolean negative, String digits, int exponent) {
  /** Of a number that is finite and not zero. */
  static ShortestDecimal of(double value) {
    double absolute = Math.abs(value);
    // Of the tiniest, two digits are given where one would do.
    String text = absolute < Double.MIN_NORMAL ? tiny(absolute) : Double.toString(absolute);
    int end = text.indexOf('E');
    int exponent = end < 0 ? 0 : Integer.parseInt(text, end + 1, text.length(), 10);
    int mantissa = end < 0 ? text.length() : end;
    int point = text.indexOf('.');
    StringBuilder digits = new StringBuilder(mantissa);
    digits.append(text, 0, point).append(text, point + 1, mantissa);
    exponent += point - 1;
    int zeros = 0;
    while (digits.charAt(zeros) == '0') {
      zeros++;
    }
    int last = digits.length();
    while (digits.charAt(last - 1) == '0') {
      last--;
    }
    return new ShortestDecimal(value < 0, digits.substring(zeros, last), exponent - zeros);
  }

  private static String tiny(double value) {
    String one = String.format(Locale.ROOT, "%.0E", value).replace("E", ".0E");
    return Double.parseDouble(one) == value ? one : Double.toString(value);
  }

  /** Without an exponent: {@code 1200}, {@code 1.2}, {@code 0.0012}. */
  void appendPlain(StringBuilder out) {
    sign(out);
    if (exponent < 0) {
      out.append("0.").repeat('0', -exponent - 1).append(digits);
    } else if (digits.length() <= exponent + 1) {
      out.append(digits).repeat('0', exponent + 1 - digits.length());
    } else {
      out.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
    }
  }

  /** With an exponent of at least two digits: {@code 1.2e+03}. */
  void appendScientific(StringBuilder out) {
    sign(out);
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append(exponent < 0 ? "e-" : "e+");
    int magnitude = Math.abs(exponent);
    if (magnitude < 10) {
      out.append('0');
    }
    out.append(magnitude);
  }

  private void sign(StringBuilder out) {
    if (negative) {
      out.append('-');
    }
  }
}
