package io.tributary.schemas.histogram;

/** How zero buckets of different widths come to one width: the wider swallows what it covers. */
final class ZeroBucket {
  private ZeroBucket() {}

  /**
   * The narrowest zero threshold that covers both and cuts no populated bucket of either. Each side
   * may push the threshold up into a bucket of the other, so it takes rounds.
   */
  static double common(HistogramSum sum, FloatHistogram other) {
    double threshold = Math.max(sum.zeroThreshold(), other.zeroThreshold());
    while (true) {
      double moved = clearOfBuckets(other, sum.clearOfBuckets(threshold));
      if (moved == threshold) {
        return threshold;
      }
      threshold = moved;
    }
  }

  /** The threshold, moved out of any populated bucket of the histogram that it would cut. */
  static double clearOfBuckets(FloatHistogram histogram, double threshold) {
    if (threshold == histogram.zeroThreshold()) {
      return threshold;
    }
    double clear = threshold;
    while (true) {
      double moved =
          clearOf(histogram, histogram.negative(), clearOf(histogram, histogram.positive(), clear));
      if (moved == clear) {
        return clear;
      }
      clear = moved;
    }
  }

  private static double clearOf(FloatHistogram histogram, Buckets side, double threshold) {
    for (int i = 0; i < side.size(); i++) {
      if (histogram.bound(side.index(i) - 1) >= threshold) {
        return threshold;
      }
      double upper = histogram.bound(side.index(i));
      if (upper > threshold) {
        return upper;
      }
    }
    return threshold;
  }

  /** How many of the first buckets of the side a zero bucket of this threshold covers. */
  static int covered(FloatHistogram histogram, Buckets side, double threshold) {
    if (threshold == histogram.zeroThreshold()) {
      return 0;
    }
    int n = 0;
    while (n < side.size() && histogram.bound(side.index(n) - 1) < threshold) {
      n++;
    }
    return n;
  }
}
