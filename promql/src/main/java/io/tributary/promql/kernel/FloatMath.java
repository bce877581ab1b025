package io.tributary.promql.kernel;

/** Where Prometheus' platform and this one disagree on IEEE 754's corners, as Prometheus has it. */
final class FloatMath {
  private FloatMath() {}

  /** An infinity wins over NaN. */
  static double max(double a, double b) {
    return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
        ? Double.POSITIVE_INFINITY
        : Math.max(a, b);
  }

  /** An infinity wins over NaN. */
  static double min(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.min(a, b);
  }

  /** As C's {@code pow}: 1 to any power is 1, and so is -1 to an infinite one. */
  static double pow(double base, double exponent) {
    if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
      return 1;
    }
    return Math.pow(base, exponent);
  }
}
