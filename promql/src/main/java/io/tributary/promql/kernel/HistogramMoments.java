package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.BucketCursor;
import io.tributary.schemas.histogram.FloatHistogram;

/** The mean and the spread of a native histogram's observations. */
public final class HistogramMoments {
  private HistogramMoments() {}

  /** The mean, which is precise. */
  public static double average(FloatHistogram histogram) {
    return histogram.sum() / histogram.count();
  }

  /** The standard deviation, estimated. */
  public static double deviation(FloatHistogram histogram) {
    return Math.sqrt(variance(histogram));
  }

  /**
   * The variance, as if each observation were in the middle of its bucket: the geometric mean of
   * exponential bounds, the arithmetic one of custom bounds, zero in the zero bucket.
   */
  public static double variance(FloatHistogram histogram) {
    double mean = average(histogram);
    KahanSum sum = new KahanSum();
    BucketCursor bucket = histogram.ascending();
    while (bucket.next()) {
      double distance = middle(histogram, bucket) - mean;
      sum.add(bucket.count() * distance * distance);
    }
    return (sum.sum + sum.compensation) / histogram.count();
  }

  private static double middle(FloatHistogram histogram, BucketCursor bucket) {
    if (histogram.isCustom()) {
      return (bucket.upper() + bucket.lower()) / 2;
    }
    if (bucket.isZeroBucket()) {
      return 0;
    }
    double middle = Math.sqrt(bucket.upper() * bucket.lower());
    return bucket.upper() < 0 ? -middle : middle;
  }
}
