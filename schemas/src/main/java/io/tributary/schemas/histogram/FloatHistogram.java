package io.tributary.schemas.histogram;

import io.tributary.schemas.sample.StalenessMarker;
import java.util.Arrays;

/**
 * One native histogram, with floating-point counts (integer histograms are converted on reading,
 * and it is remembered that they were). Immutable. Counts are absolute, not deltas, and may be
 * negative or fractional as results of expressions are.
 *
 * <p>The model is that of the <a href="https://prometheus.io/docs/specs/native_histograms/">native
 * histogram specification</a>: schemas -4 to 8 are exponential, schema -53 has custom bounds, all
 * in the positive side.
 */
public final class FloatHistogram {
  /** The schema of histograms with custom bucket bounds. */
  public static final int CUSTOM_SCHEMA = -53;

  static final double[] NO_BOUNDS = new double[0];

  private final CounterReset hint;
  private final int schema;
  private final double zeroThreshold;
  private final double zeroCount;
  private final double count;
  private final double sum;
  private final Buckets positive;
  private final Buckets negative;
  private final double[] customBounds;
  private final boolean integerCounts;

  /** As the other, of counts that are not known to be integers. */
  FloatHistogram(
      CounterReset hint,
      int schema,
      double zeroThreshold,
      double zeroCount,
      double count,
      double sum,
      Buckets positive,
      Buckets negative,
      double[] customBounds) {
    this(
        hint,
        schema,
        zeroThreshold,
        zeroCount,
        count,
        sum,
        positive,
        negative,
        customBounds,
        false);
  }

  /**
   * Takes ownership of the bounds; {@link FloatHistogramBuilder} checks what comes from outside.
   */
  FloatHistogram(
      CounterReset hint,
      int schema,
      double zeroThreshold,
      double zeroCount,
      double count,
      double sum,
      Buckets positive,
      Buckets negative,
      double[] customBounds,
      boolean integerCounts) {
    this.hint = hint;
    this.schema = schema;
    this.zeroThreshold = zeroThreshold;
    this.zeroCount = zeroCount;
    this.count = count;
    this.sum = sum;
    this.positive = positive;
    this.negative = negative;
    this.customBounds = customBounds;
    this.integerCounts = integerCounts;
  }

  /** A builder of an empty histogram of this schema. */
  public static FloatHistogramBuilder builder(int schema) {
    return new FloatHistogramBuilder(schema);
  }

  /** The histogram that marks the end of a series. */
  public static FloatHistogram stale() {
    return builder(0).sum(StalenessMarker.VALUE).build();
  }

  /** Whether this is not a value but the end of a series. */
  public boolean isStale() {
    return StalenessMarker.is(sum);
  }

  /** The counter reset hint. */
  public CounterReset hint() {
    return hint;
  }

  /** The schema: -4 to 8, or {@link #CUSTOM_SCHEMA}. */
  public int schema() {
    return schema;
  }

  /** Whether the bucket bounds are custom ones. */
  public boolean isCustom() {
    return schema == CUSTOM_SCHEMA;
  }

  /** The width of the zero bucket, to either side. */
  public double zeroThreshold() {
    return zeroThreshold;
  }

  /** The population of the zero bucket. */
  public double zeroCount() {
    return zeroCount;
  }

  /** The number of observations. */
  public double count() {
    return count;
  }

  /** The sum of observations; the staleness marker where {@link #isStale()}. */
  public double sum() {
    return sum;
  }

  /** The populated buckets of positive observations, or all of them in a custom schema. */
  public Buckets positive() {
    return positive;
  }

  /** The populated buckets of negative observations: index {@code i} is the mirror of the same. */
  public Buckets negative() {
    return negative;
  }

  /** How many custom bounds there are. */
  public int customBoundCount() {
    return customBounds.length;
  }

  /** Custom bound {@code i}, in ascending order. */
  public double customBound(int i) {
    return customBounds[i];
  }

  double[] customBounds() {
    return customBounds;
  }

  /**
   * Whether it was observed with integer counts, all of which a double holds exactly: then it may
   * be written as such again. What is computed never says so.
   */
  public boolean hasIntegerCounts() {
    return integerCounts;
  }

  /** The upper bound, as an absolute value, of the bucket with this index in the schema. */
  public double bound(int index) {
    return isCustom()
        ? BucketBounds.custom(customBounds, index)
        : BucketBounds.exponential(schema, index);
  }

  /** The populated buckets from the lowest to the highest. */
  public BucketCursor ascending() {
    return new BucketCursor(this, true);
  }

  /** The populated buckets from the highest to the lowest. */
  public BucketCursor descending() {
    return new BucketCursor(this, false);
  }

  /** This histogram with another hint. */
  public FloatHistogram withHint(CounterReset newHint) {
    return newHint == hint
        ? this
        : new FloatHistogram(
            newHint,
            schema,
            zeroThreshold,
            zeroCount,
            count,
            sum,
            positive,
            negative,
            customBounds,
            integerCounts);
  }

  private FloatHistogram with(
      CounterReset newHint,
      double newZeroCount,
      double newCount,
      double newSum,
      Buckets newPositive,
      Buckets newNegative) {
    return new FloatHistogram(
        newHint,
        schema,
        zeroThreshold,
        newZeroCount,
        newCount,
        newSum,
        newPositive,
        newNegative,
        customBounds);
  }

  /**
   * Whether the two can be added, subtracted and compared: both exponential, or both with custom
   * bounds.
   */
  public boolean compatible(FloatHistogram other) {
    return isCustom() == other.isCustom();
  }

  /** Whether the custom bounds are the same. */
  public boolean sameBounds(FloatHistogram other) {
    return Arrays.equals(customBounds, other.customBounds);
  }

  /** This with another hint and no population but the count. */
  public FloatHistogram withoutBuckets(CounterReset newHint) {
    return with(newHint, 0, count, sum, Buckets.NONE, Buckets.NONE);
  }

  /** A histogram of the same schema and bounds without observations or a zero bucket. */
  public FloatHistogram emptied() {
    return new FloatHistogram(
        CounterReset.UNKNOWN, schema, 0, 0, 0, 0, Buckets.NONE, Buckets.NONE, customBounds);
  }

  /** This less its buckets' resolution, down to a coarser exponential schema. */
  public FloatHistogram toSchema(int target) {
    if (isCustom() || target > schema || !BucketBounds.isExponential(target)) {
      throw new IllegalArgumentException(
          "a histogram of schema " + schema + " cannot be brought to schema " + target);
    }
    if (target == schema) {
      return this;
    }
    HistogramSum reduced = new HistogramSum(this);
    reduced.reduceTo(target);
    return reduced.result();
  }

  /** The sum of the two, which must be {@link #compatible}. */
  public FloatHistogram plus(FloatHistogram other) {
    return new HistogramSum(this).add(other).result();
  }

  /** The difference of the two, which must be {@link #compatible}; the hint is as for a sum. */
  public FloatHistogram minus(FloatHistogram other) {
    return new HistogramSum(this).subtract(other).result();
  }

  /** All counts and the sum, times a factor; a gauge where the factor is negative. */
  public FloatHistogram times(double factor) {
    return with(
        factor < 0 ? CounterReset.GAUGE : hint,
        zeroCount * factor,
        count * factor,
        sum * factor,
        positive.map(c -> c * factor),
        negative.map(c -> c * factor));
  }

  /** All counts and the sum, divided; division by zero leaves no regular buckets. */
  public FloatHistogram dividedBy(double divisor) {
    boolean byZero = divisor == 0;
    return with(
        divisor < 0 ? CounterReset.GAUGE : hint,
        zeroCount / divisor,
        count / divisor,
        sum / divisor,
        byZero ? Buckets.NONE : positive.map(c -> c / divisor),
        byZero ? Buckets.NONE : negative.map(c -> c / divisor));
  }

  /** Whether a counter was reset between the histogram before and this one. */
  public boolean isResetAfter(FloatHistogram previous) {
    return ResetDetection.isReset(previous, this);
  }

  /**
   * Less the observations above a threshold (the operator {@code </}); the sum is estimated anew
   * where anything was removed.
   */
  public FloatHistogram withoutAbove(double threshold) {
    return HistogramTrim.apply(this, threshold, HistogramTrim.Keep.LOWER);
  }

  /** Less the observations below a threshold (the operator {@code >/}). */
  public FloatHistogram withoutBelow(double threshold) {
    return HistogramTrim.apply(this, threshold, HistogramTrim.Keep.UPPER);
  }

  /**
   * Equal populations, sums and bounds, bit by bit; the hint and the counts' kind do not matter.
   */
  @Override
  public boolean equals(Object o) {
    return o instanceof FloatHistogram other
        && schema == other.schema
        && zeroThreshold == other.zeroThreshold
        && same(zeroCount, other.zeroCount)
        && same(count, other.count)
        && same(sum, other.sum)
        && positive.equals(other.positive)
        && negative.equals(other.negative)
        && sameBounds(other);
  }

  private static boolean same(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  @Override
  public int hashCode() {
    int hash = schema;
    hash = 31 * hash + Double.hashCode(zeroCount);
    hash = 31 * hash + Double.hashCode(count);
    hash = 31 * hash + Double.hashCode(sum);
    hash = 31 * hash + positive.hashCode();
    return 31 * hash + negative.hashCode();
  }

  /** The text that Prometheus prints: {@code {count:3, sum:4.5, [-0.001,0.001]:1, (1,2]:2}}. */
  @Override
  public String toString() {
    return HistogramText.of(this);
  }
}
