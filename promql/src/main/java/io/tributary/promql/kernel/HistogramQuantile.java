package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.BucketCursor;
import io.tributary.schemas.histogram.FloatHistogram;

/**
 * Quantiles of native histograms. Within a bucket, ranks are spread evenly: on a logarithmic scale
 * in exponential buckets, on a linear one in custom buckets and the zero bucket. Observations that
 * are no number are in no bucket and count as greater than all others.
 */
public final class HistogramQuantile {
  private final Notes notes;
  private final Position position;

  /** Notes go to {@code notes}, on the vector that is written at {@code position}. */
  public HistogramQuantile(Notes notes, Position position) {
    this.notes = notes;
    this.position = position;
  }

  /**
   * The quantile.
   *
   * @param q infinite results for less than 0 and more than 1, NaN for NaN and where nothing was
   *     observed
   * @param metricName for notes
   */
  public double of(double q, FloatHistogram histogram, String metricName) {
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (histogram.count() == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    // From the nearer end there is less to add up. Observations that are no number make the sum
    // none either; as they are at the upper end, only the lower one can be counted from.
    boolean upwards = Double.isNaN(histogram.sum()) || q < 0.5;
    double rank = (upwards ? q : 1 - q) * histogram.count();
    BucketCursor bucket = upwards ? histogram.ascending() : histogram.descending();
    double count = 0;
    boolean found = false;
    while (bucket.next()) {
      found = true;
      count += bucket.count();
      if (count >= rank) {
        break;
      }
    }
    boolean missing = count < rank;
    if (Double.isNaN(histogram.sum()) && inBuckets(histogram) < histogram.count()) {
      notes.add(
          missing ? Note.quantileIsNan(metricName) : Note.quantileIsSkewed(metricName), position);
      if (missing) {
        return Double.NaN;
      }
    }
    if (!found) {
      return missing ? 0 : Double.NaN;
    }
    return within(histogram, bucket, upwards, rank, Math.min(count, histogram.count()));
  }

  private static double inBuckets(FloatHistogram histogram) {
    return histogram.zeroCount() + histogram.positive().total() + histogram.negative().total();
  }

  private static double within(
      FloatHistogram histogram, BucketCursor bucket, boolean upwards, double rank, double count) {
    double lower = bucket.lower();
    double upper = bucket.upper();
    if (histogram.isCustom()) {
      if (lower == Double.NEGATIVE_INFINITY) {
        if (upper <= 0) {
          return upper;
        }
        lower = 0;
      } else if (upper == Double.POSITIVE_INFINITY) {
        return lower;
      }
    } else if (bucket.isZeroBucket()) {
      lower = ZeroBucketBounds.lower(histogram);
      upper = ZeroBucketBounds.upper(histogram);
    }
    if (count < rank) {
      return upper;
    }
    double share = (upwards ? rank - (count - bucket.count()) : count - rank) / bucket.count();
    if (histogram.isCustom() || (lower <= 0 && upper >= 0)) {
      return lower + (upper - lower) * share;
    }
    double logLower = log2(Math.abs(lower));
    double logUpper = log2(Math.abs(upper));
    return lower > 0
        ? Math.pow(2, logLower + (logUpper - logLower) * share)
        : -Math.pow(2, logUpper + (logLower - logUpper) * (1 - share));
  }

  static double log2(double value) {
    // Exact for powers of two, which bucket bounds often are.
    int exponent = Math.getExponent(value);
    double fraction = Math.scalb(value, -exponent);
    return fraction == 1 ? exponent : exponent + Math.log(fraction) / Math.log(2);
  }
}
