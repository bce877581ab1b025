package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;

/** Where the zero bucket's observations lie: on the side of 0 on which all others are. */
final class ZeroBucketBounds {
  private ZeroBucketBounds() {}

  static double lower(FloatHistogram histogram) {
    boolean positive = histogram.negative().isEmpty() && !histogram.positive().isEmpty();
    return positive ? 0 : -histogram.zeroThreshold();
  }

  static double upper(FloatHistogram histogram) {
    boolean negative = histogram.positive().isEmpty() && !histogram.negative().isEmpty();
    return negative ? 0 : histogram.zeroThreshold();
  }
}
