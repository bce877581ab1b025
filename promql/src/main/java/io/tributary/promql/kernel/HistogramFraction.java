package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.BucketCursor;
import io.tributary.schemas.histogram.FloatHistogram;

/**
 * The fraction of a native histogram's observations between two bounds: the inverse of {@link
 * HistogramQuantile}, with the same spread within buckets.
 */
public final class HistogramFraction {
  private final Notes notes;
  private final Position position;

  /** Notes go to {@code notes}, on the vector that is written at {@code position}. */
  public HistogramFraction(Notes notes, Position position) {
    this.notes = notes;
    this.position = position;
  }

  /** The fraction; NaN where nothing was observed or a bound is NaN. */
  public double of(double lower, double upper, FloatHistogram histogram, String metricName) {
    double count = histogram.count();
    if (count == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    double inBuckets =
        histogram.zeroCount() + histogram.positive().total() + histogram.negative().total();
    double most = count;
    if (Double.isNaN(histogram.sum()) && inBuckets < count) {
      notes.add(Note.fractionHasNan(metricName), position);
      most = inBuckets;
    }
    if (lower >= upper) {
      return 0;
    }
    return (Math.min(rank(histogram, upper, most), most)
            - Math.min(rank(histogram, lower, most), most))
        / count;
  }

  /** How many observations are at most the value; {@code most} where no bucket ends above it. */
  private static double rank(FloatHistogram histogram, double value, double most) {
    double rank = 0;
    BucketCursor bucket = histogram.ascending();
    while (bucket.next()) {
      double lower = bucket.lower();
      double upper = bucket.upper();
      boolean linear = histogram.isCustom() || bucket.isZeroBucket();
      if (bucket.isZeroBucket()) {
        lower = ZeroBucketBounds.lower(histogram);
        upper = ZeroBucketBounds.upper(histogram);
      } else if (linear && lower == Double.NEGATIVE_INFINITY && upper >= 0) {
        lower = upper < Double.POSITIVE_INFINITY ? 0 : lower;
      }
      if (lower >= value) {
        return rank;
      }
      if (upper > value) {
        return rank + bucket.count() * share(lower, upper, value, linear);
      }
      rank += bucket.count();
    }
    return most;
  }

  private static double share(double lower, double upper, double value, boolean linear) {
    if (lower == Double.NEGATIVE_INFINITY) {
      return 1;
    }
    if (linear) {
      return (value - lower) / (upper - lower);
    }
    double logLower = HistogramQuantile.log2(Math.abs(lower));
    double logUpper = HistogramQuantile.log2(Math.abs(upper));
    double logValue = HistogramQuantile.log2(Math.abs(value));
    return value > 0
        ? (logValue - logLower) / (logUpper - logLower)
        : 1 - (logValue - logUpper) / (logLower - logUpper);
  }
}
