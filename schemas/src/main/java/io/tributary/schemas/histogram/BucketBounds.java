package io.tributary.schemas.histogram;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Where buckets end. Bucket {@code i} of an exponential schema {@code s} covers {@code (2^((i-1) /
 * 2^s), 2^(i / 2^s)]}, as an absolute value; bucket {@code i} of a custom schema covers {@code
 * (values[i-1], values[i]]}, with -Inf before the first value and +Inf after the last.
 */
final class BucketBounds {
  static final int MIN_EXPONENTIAL = -4;
  static final int MAX_EXPONENTIAL = 8;

  /** 2^(i/256) for i in 0..255, correctly rounded: every finer schema's table is a slice of it. */
  private static final double[] POWERS = powers();

  private BucketBounds() {}

  private static double[] powers() {
    MathContext precision = new MathContext(50);
    BigDecimal root = BigDecimal.TWO;
    for (int i = 0; i < MAX_EXPONENTIAL; i++) {
      root = root.sqrt(precision);
    }
    double[] powers = new double[1 << MAX_EXPONENTIAL];
    BigDecimal power = BigDecimal.ONE;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = power.doubleValue();
      power = power.multiply(root, precision);
    }
    return powers;
  }

  static boolean isExponential(int schema) {
    return schema >= MIN_EXPONENTIAL && schema <= MAX_EXPONENTIAL;
  }

  /** The upper bound of a bucket of an exponential schema. */
  static double exponential(int schema, int index) {
    if (schema <= 0) {
      return powerOfTwo((long) index << -schema);
    }
    int fraction = index & ((1 << schema) - 1);
    int exponent = index >> schema;
    if (fraction == 0) {
      return powerOfTwo(exponent);
    }
    return Math.scalb(POWERS[fraction << (MAX_EXPONENTIAL - schema)], exponent);
  }

  private static double powerOfTwo(long exponent) {
    // The last bucket before the overflow bucket ends at the largest finite number.
    if (exponent == Double.MAX_EXPONENT + 1) {
      return Double.MAX_VALUE;
    }
    return Math.scalb(1.0, Math.clamp(exponent, -5_000, 5_000));
  }

  /** The upper bound of a bucket of a schema with custom bounds; index -1 is what precedes them. */
  static double custom(double[] values, int index) {
    if (index < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return index < values.length ? values[index] : Double.POSITIVE_INFINITY;
  }

  /** The bucket of a coarser exponential schema that holds the given one. */
  static int coarser(int index, int schemaSteps) {
    return ((index - 1) >> schemaSteps) + 1;
  }
}
