package io.tributary.schemas.histogram;

/**
 * Walks a histogram's populated buckets in the order of their bounds, the zero bucket included
 * where it is populated. One cursor is for one thread.
 *
 * <pre>
 * BucketCursor bucket = histogram.ascending();
 * while (bucket.next()) {
 *   use(bucket.lower(), bucket.upper(), bucket.count());
 * }
 * </pre>
 */
public final class BucketCursor {
  private final FloatHistogram histogram;
  private final boolean ascending;
  private final int negatives;
  private final int zeros;
  private final int total;
  private int position = -1;

  private double lower;
  private double upper;
  private double count;
  private boolean zero;

  BucketCursor(FloatHistogram histogram, boolean ascending) {
    this.histogram = histogram;
    this.ascending = ascending;
    this.negatives = histogram.negative().size();
    // As in Prometheus, a zero bucket of a negative count, or NaN, is none.
    this.zeros = histogram.zeroCount() > 0 ? 1 : 0;
    this.total = negatives + zeros + histogram.positive().size();
  }

  /** Goes to the next bucket: false where there is none. */
  public boolean next() {
    if (++position >= total) {
      return false;
    }
    int at = ascending ? position : total - 1 - position;
    zero = false;
    if (at < negatives) {
      Buckets side = histogram.negative();
      int i = negatives - 1 - at;
      lower = -histogram.bound(side.index(i));
      upper = -histogram.bound(side.index(i) - 1);
      count = side.count(i);
    } else if (at < negatives + zeros) {
      lower = -histogram.zeroThreshold();
      upper = histogram.zeroThreshold();
      count = histogram.zeroCount();
      zero = true;
    } else {
      Buckets side = histogram.positive();
      int i = at - negatives - zeros;
      lower = histogram.bound(side.index(i) - 1);
      upper = histogram.bound(side.index(i));
      count = side.count(i);
    }
    return true;
  }

  /** The lower bound of the current bucket. */
  public double lower() {
    return lower;
  }

  /** The upper bound of the current bucket. */
  public double upper() {
    return upper;
  }

  /** The population of the current bucket, never 0. */
  public double count() {
    return count;
  }

  /** Whether the current bucket is the zero bucket. */
  public boolean isZeroBucket() {
    return zero;
  }

  /** Whether an observation equal to the lower bound is counted in this bucket. */
  public boolean lowerInclusive() {
    return zero || (histogram.isCustom() ? lower == Double.NEGATIVE_INFINITY : lower < 0);
  }

  /** Whether an observation equal to the upper bound is counted in this bucket. */
  public boolean upperInclusive() {
    return zero || histogram.isCustom() || upper > 0;
  }
}
