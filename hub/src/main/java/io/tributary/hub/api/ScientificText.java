package io.tributary.hub.api;

/** Numbers as the values of alerts are written: always with an exponent, {@code 1e+00}. */
final class ScientificText {
  private ScientificText() {}

  static void append(double value, StringBuilder out) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      NumberText.append(value, out);
    } else if (value == 0) {
      out.append(1 / value < 0 ? "-0e+00" : "0e+00");
    } else {
      ShortestDecimal.of(value).appendScientific(out);
    }
  }
}
