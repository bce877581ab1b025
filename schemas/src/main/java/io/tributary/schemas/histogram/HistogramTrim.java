package io.tributary.schemas.histogram;

/**
 * Removes the observations to one side of a threshold. A bucket that the threshold cuts is
 * interpolated: exponentially in exponential schemas, linearly in custom ones and in the zero
 * bucket. Whatever had to be removed, the count is that of the buckets kept and the sum an estimate
 * by their midpoints.
 */
final class HistogramTrim {
  /** Which side of the threshold stays. */
  enum Keep {
    /** Observations up to the threshold. */
    LOWER,
    /** Observations from the threshold on. */
    UPPER
  }

  private final FloatHistogram histogram;
  private final double threshold;
  private final Keep keep;
  private boolean changed;
  private double count;
  private double sum;

  private HistogramTrim(FloatHistogram histogram, double threshold, Keep keep) {
    this.histogram = histogram;
    this.threshold = threshold;
    this.keep = keep;
  }

  static FloatHistogram apply(FloatHistogram histogram, double threshold, Keep keep) {
    double keepsAll = keep == Keep.LOWER ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    if (threshold == keepsAll) {
      return histogram;
    }
    // No observation is on either side of NaN, so none stays.
    return new HistogramTrim(histogram, Double.isNaN(threshold) ? -keepsAll : threshold, keep)
        .trim();
  }

  private FloatHistogram trim() {
    Buckets negative = trimSide(histogram.negative(), -1);
    double zeroCount = histogram.zeroCount() == 0 ? 0 : trimZeroBucket();
    Buckets positive = trimSide(histogram.positive(), 1);
    if (!changed) {
      return histogram;
    }
    return new FloatHistogram(
        histogram.hint(),
        histogram.schema(),
        histogram.zeroThreshold(),
        zeroCount,
        count,
        sum,
        positive,
        negative,
        histogram.customBounds());
  }

  private Buckets trimSide(Buckets side, int sign) {
    int[] indexes = new int[side.size()];
    double[] counts = new double[side.size()];
    for (int i = 0; i < side.size(); i++) {
      indexes[i] = side.index(i);
      double inner = histogram.bound(side.index(i) - 1);
      double outer = histogram.bound(side.index(i));
      double lower = sign > 0 ? inner : -outer;
      double upper = sign > 0 ? outer : -inner;
      counts[i] =
          histogram.isCustom()
              ? trimCustom(lower, upper, side.count(i))
              : trimBucket(lower, upper, side.count(i), false);
    }
    return Buckets.of(indexes, counts, counts.length);
  }

  /** Where its neighbours are of one sign only, so are the observations of the zero bucket. */
  private double trimZeroBucket() {
    boolean positiveOnly = histogram.negative().isEmpty() && !histogram.positive().isEmpty();
    boolean negativeOnly = histogram.positive().isEmpty() && !histogram.negative().isEmpty();
    return trimBucket(
        positiveOnly ? 0 : -histogram.zeroThreshold(),
        negativeOnly ? 0 : histogram.zeroThreshold(),
        histogram.zeroCount(),
        true);
  }

  /** As {@link #trimBucket}, with rules for the buckets that have no end. */
  private double trimCustom(double lower, double upper, double population) {
    if (upper == Double.POSITIVE_INFINITY) {
      return trimOverflow(lower, population);
    }
    if (lower != Double.NEGATIVE_INFINITY) {
      return trimBucket(lower, upper, population, true);
    }
    if (upper > 0) {
      // Observations are taken to start at zero; below it there are none to keep.
      return threshold < 0 ? removed() : trimBucket(0, upper, population, true);
    }
    // All observations count as -Inf, and so lie below any threshold.
    if (keep == Keep.UPPER) {
      return removed();
    }
    changed |= threshold < upper;
    return kept(population, Math.min(threshold, upper));
  }

  private double trimOverflow(double lower, double population) {
    // All observations count as +Inf, and so lie above any threshold.
    if (keep == Keep.LOWER
        || lower == Double.NEGATIVE_INFINITY
        || threshold == Double.POSITIVE_INFINITY) {
      return removed();
    }
    changed |= threshold > lower;
    return kept(population, Math.max(threshold, lower));
  }

  private double trimBucket(double lower, double upper, double population, boolean linear) {
    boolean whole = keep == Keep.LOWER ? upper <= threshold : lower >= threshold;
    if (whole) {
      return kept(population, middle(lower, upper, linear));
    }
    boolean none = keep == Keep.LOWER ? lower >= threshold : upper <= threshold;
    if (none) {
      return removed();
    }
    changed = true;
    double below =
        linear
            ? (threshold - lower) / (upper - lower)
            : exponentialShare(Math.abs(lower), Math.abs(upper), Math.abs(threshold));
    return keep == Keep.LOWER
        ? kept(population * below, middle(lower, threshold, linear))
        : kept(population * (1 - below), middle(threshold, upper, linear));
  }

  private static double exponentialShare(double lower, double upper, double threshold) {
    double start = Math.log(lower);
    return (Math.log(threshold) - start) / (Math.log(upper) - start);
  }

  private static double middle(double lower, double upper, boolean linear) {
    if (linear) {
      return lower + (upper - lower) / 2;
    }
    double size = Math.sqrt(Math.abs(lower)) * Math.sqrt(Math.abs(upper));
    return lower < 0 ? -size : size;
  }

  private double kept(double population, double each) {
    count += population;
    sum += population * each;
    return population;
  }

  private double removed() {
    changed = true;
    return 0;
  }
}
