package io.tributary.schemas.histogram;

/**
 * Collects what describes a histogram and checks that it hangs together. Buckets come as they are
 * written in exchange formats: spans of consecutive buckets and one list of counts.
 */
public final class FloatHistogramBuilder {
  /** Integers up to this are doubles too. */
  private static final double MAX_EXACT = 1L << 53;

  private final int schema;
  private boolean integerCounts;
  private CounterReset hint = CounterReset.UNKNOWN;
  private double zeroThreshold;
  private double zeroCount;
  private double count;
  private double sum;
  private Buckets positive = Buckets.NONE;
  private Buckets negative = Buckets.NONE;
  private double[] customBounds = FloatHistogram.NO_BOUNDS;

  FloatHistogramBuilder(int schema) {
    this.schema = schema;
  }

  /** What is known of the relation to the histogram before; unknown by default. */
  public FloatHistogramBuilder hint(CounterReset value) {
    hint = value;
    return this;
  }

  /** The zero bucket: observations whose absolute value is at most the threshold. */
  public FloatHistogramBuilder zero(double threshold, double population) {
    zeroThreshold = threshold;
    zeroCount = population;
    return this;
  }

  /** The number of observations; not derived from the buckets. */
  public FloatHistogramBuilder count(double value) {
    count = value;
    return this;
  }

  /** The sum of observations. */
  public FloatHistogramBuilder sum(double value) {
    sum = value;
    return this;
  }

  /** The positive buckets, from {@code offset} on without gaps. */
  public FloatHistogramBuilder positive(int offset, double... counts) {
    return positiveSpans(new int[] {offset}, new int[] {counts.length}, counts);
  }

  /** The negative buckets, from {@code offset} on without gaps. */
  public FloatHistogramBuilder negative(int offset, double... counts) {
    return negativeSpans(new int[] {offset}, new int[] {counts.length}, counts);
  }

  /**
   * The positive buckets: the first span starts at bucket {@code offsets[0]}, each later one that
   * many buckets after the end of the span before it.
   */
  public FloatHistogramBuilder positiveSpans(int[] offsets, int[] lengths, double[] counts) {
    positive = BucketSpans.absolute(offsets, lengths, counts);
    return this;
  }

  /** The negative buckets, laid out as {@link #positiveSpans}. */
  public FloatHistogramBuilder negativeSpans(int[] offsets, int[] lengths, double[] counts) {
    negative = BucketSpans.absolute(offsets, lengths, counts);
    return this;
  }

  /** As {@link #positiveSpans}, with each count as its difference from the one before. */
  public FloatHistogramBuilder positiveDeltas(int[] offsets, int[] lengths, long[] deltas) {
    positive = BucketSpans.deltas(offsets, lengths, deltas);
    return this;
  }

  /** As {@link #negativeSpans}, with each count as its difference from the one before. */
  public FloatHistogramBuilder negativeDeltas(int[] offsets, int[] lengths, long[] deltas) {
    negative = BucketSpans.deltas(offsets, lengths, deltas);
    return this;
  }

  /** The upper bounds of a custom schema, ascending, without +Inf. */
  public FloatHistogramBuilder customBounds(double... bounds) {
    customBounds = bounds.length == 0 ? FloatHistogram.NO_BOUNDS : bounds.clone();
    return this;
  }

  /** Says that the counts are integers; see {@link FloatHistogram#hasIntegerCounts}. */
  public FloatHistogramBuilder integerCounts() {
    integerCounts = true;
    return this;
  }

  /**
   * A histogram as expressions may have it, negative counts included.
   *
   * @throws IllegalArgumentException where schema, bounds and buckets do not fit together
   */
  public FloatHistogram build() {
    if (schema == FloatHistogram.CUSTOM_SCHEMA) {
      checkCustom();
    } else {
      checkExponential();
    }
    return new FloatHistogram(
        hint,
        schema,
        zeroThreshold,
        zeroCount,
        count,
        sum,
        positive,
        negative,
        customBounds,
        integerCounts && count <= MAX_EXACT);
  }

  /**
   * A histogram as only observations can make it: no count is negative, and with {@code
   * integerCounts} the buckets hold as many observations as were counted (fewer where observations
   * were NaN, which the sum then is).
   *
   * @throws IllegalArgumentException where they do not
   */
  public FloatHistogram buildObserved(boolean integerCounts) {
    requireNoNegative("count", count);
    requireNoNegative("zero bucket's count", zeroCount);
    requireNoNegative(positive);
    requireNoNegative(negative);
    if (integerCounts) {
      integerCounts();
    }
    FloatHistogram histogram = build();
    if (integerCounts && !histogram.isStale()) {
      double inBuckets = zeroCount + positive.total() + negative.total();
      boolean wrong = Double.isNaN(sum) ? inBuckets > count : inBuckets != count;
      if (wrong) {
        throw new IllegalArgumentException(
            "histogram's buckets hold " + inBuckets + " observations but its count is " + count);
      }
    }
    return histogram;
  }

  private static void requireNoNegative(Buckets side) {
    for (int i = 0; i < side.size(); i++) {
      requireNoNegative("count of bucket " + side.index(i), side.count(i));
    }
  }

  private static void requireNoNegative(String what, double value) {
    if (value < 0) {
      throw new IllegalArgumentException("histogram's " + what + " is negative: " + value);
    }
  }

  private void checkExponential() {
    if (!BucketBounds.isExponential(schema)) {
      throw new IllegalArgumentException(
          "histogram schema " + schema + " is unknown: known are -4 to 8 and -53");
    }
    if (customBounds.length > 0) {
      throw new IllegalArgumentException(
          "histogram of exponential schema " + schema + " has custom bounds");
    }
    if (!(zeroThreshold >= 0) || Double.isInfinite(zeroThreshold)) {
      throw new IllegalArgumentException("histogram's zero threshold is " + zeroThreshold);
    }
  }

  private void checkCustom() {
    if (zeroThreshold != 0 || zeroCount != 0 || !negative.isEmpty()) {
      throw new IllegalArgumentException(
          "histogram with custom bounds has a zero bucket or negative buckets");
    }
    for (int i = 0; i < customBounds.length; i++) {
      boolean ascends = i == 0 || customBounds[i] > customBounds[i - 1];
      if (!ascends || !Double.isFinite(customBounds[i])) {
        throw new IllegalArgumentException(
            "histogram's custom bound "
                + customBounds[i]
                + " is not finite or not above the one before it");
      }
    }
    if (!positive.isEmpty()) {
      int last = positive.index(positive.size() - 1);
      if (positive.index(0) < 0 || last > customBounds.length) {
        throw new IllegalArgumentException(
            "histogram has "
                + customBounds.length
                + " custom bounds but buckets "
                + positive.index(0)
                + " to "
                + last);
      }
    }
  }
}
