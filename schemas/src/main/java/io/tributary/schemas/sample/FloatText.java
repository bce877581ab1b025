package io.tributary.schemas.sample;

import java.math.BigDecimal;

/** Floats as Prometheus prints them in messages and in histograms (Go's {@code %g}). */
public final class FloatText {
  private FloatText() {}

  /**
   * The shortest digits that read back as the same number; an exponent below 1e-4 and from 1e6 on.
   */
  public static String general(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(Math.abs(value)));
    String digits = exact.unscaledValue().toString().replaceAll("0+$", "");
    // value = 0.digits * 10^point
    int point = exact.precision() - exact.scale();
    int exponent = point - 1;
    StringBuilder text = new StringBuilder(value < 0 ? "-" : "");
    if (exponent < -4 || exponent >= 6) {
      return scientific(text, digits, exponent);
    }
    if (point <= 0) {
      return text.append("0.").append("0".repeat(-point)).append(digits).toString();
    }
    if (point >= digits.length()) {
      return text.append(digits).append("0".repeat(point - digits.length())).toString();
    }
    return text.append(digits, 0, point).append('.').append(digits.substring(point)).toString();
  }

  private static String scientific(StringBuilder text, String digits, int exponent) {
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    int size = Math.abs(exponent);
    return text.append(exponent < 0 ? "e-" : "e+")
        .append(size < 10 ? "0" : "")
        .append(size)
        .toString();
  }
}
