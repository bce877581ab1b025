package io.tributary.hub.api;

/**
 * Numbers as the HTTP API writes them: the shortest digits that give the same number, with an
 * exponent below 1e-6 and from 1e21 on. Prometheus: {@code util/jsonutil}.
 */
final class NumberText {
  private NumberText() {}

  static void append(double value, StringBuilder out) {
    if (Double.isNaN(value)) {
      out.append("NaN");
      return;
    }
    if (Double.isInfinite(value)) {
      out.append(value > 0 ? "+Inf" : "-Inf");
      return;
    }
    long whole = (long) value;
    if (whole == value && Math.abs(whole) < 1L << 53) {
      if (whole == 0 && 1 / value < 0) {
        out.append('-');
      }
      out.append(whole);
      return;
    }
    String text = Double.toString(value);
    int e = text.indexOf('E');
    if (e < 0) {
      out.append(text, 0, text.endsWith(".0") ? text.length() - 2 : text.length());
      return;
    }
    ShortestDecimal decimal = ShortestDecimal.of(value);
    double absolute = Math.abs(value);
    if (absolute >= 1e-6 && absolute < 1e21) {
      decimal.appendPlain(out);
    } else {
      decimal.appendScientific(out);
    }
  }

  /** Milliseconds as seconds with as many decimals as needed: none, or three. */
  static void appendSeconds(long timestampMs, StringBuilder out) {
    if (timestampMs < 0) {
      out.append('-');
    }
    out.append(Math.abs(timestampMs / 1000));
    int fraction = (int) Math.abs(timestampMs % 1000);
    if (fraction != 0) {
      out.append('.');
      out.append((char) ('0' + fraction / 100));
      out.append((char) ('0' + fraction / 10 % 10));
      out.append((char) ('0' + fraction % 10));
    }
  }
}
