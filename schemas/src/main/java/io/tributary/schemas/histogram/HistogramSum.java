package io.tributary.schemas.histogram;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A running sum of histograms. Counts and sums are compensated for rounding (Kahan), and layouts
 * are reconciled on the way: the coarser schema, a zero bucket wide enough for both, and of custom
 * bounds those that both have. Not thread-safe.
 */
public final class HistogramSum {
  private CounterReset hint;
  private int schema;
  private double zeroThreshold;
  private double[] customBounds;
  private final KahanBuckets positive;
  private final KahanBuckets negative;

  private double zeroCount;
  private double zeroLost;
  private double count;
  private double countLost;
  private double sum;
  private double sumLost;

  private boolean resetSeen;
  private boolean notResetSeen;
  private boolean boundsReconciled;

  /** A sum of one histogram so far. */
  public HistogramSum(FloatHistogram first) {
    hint = first.hint();
    schema = first.schema();
    zeroThreshold = first.zeroThreshold();
    customBounds = first.customBounds();
    positive = new KahanBuckets(first.positive());
    negative = new KahanBuckets(first.negative());
    zeroCount = first.zeroCount();
    count = first.count();
    sum = first.sum();
    see(first.hint());
  }

  /** Whether {@code other} can be added: both exponential, or both with custom bounds. */
  public boolean compatible(FloatHistogram other) {
    return other.isCustom() == isCustom();
  }

  /** Whether the custom bounds are the same, so that adding {@code other} reconciles none. */
  public boolean sameBounds(FloatHistogram other) {
    return Arrays.equals(customBounds, other.customBounds());
  }

  /** Adds a {@link #compatible} histogram. */
  public HistogramSum add(FloatHistogram other) {
    return accumulate(other, 1);
  }

  /** Subtracts a {@link #compatible} histogram. */
  public HistogramSum subtract(FloatHistogram other) {
    return accumulate(other, -1);
  }

  /** Whether one histogram was said to be reset and another certainly not. */
  public boolean hintsCollided() {
    return resetSeen && notResetSeen;
  }

  /** Whether histograms of different custom bounds were brought to the bounds they share. */
  public boolean boundsReconciled() {
    return boundsReconciled;
  }

  /** The sum so far. */
  public FloatHistogram result() {
    return new FloatHistogram(
        hint,
        schema,
        zeroThreshold,
        zeroCount + zeroLost,
        count + countLost,
        sum + sumLost,
        positive.result(),
        negative.result(),
        customBounds);
  }

  private boolean isCustom() {
    return schema == FloatHistogram.CUSTOM_SCHEMA;
  }

  private void see(CounterReset seen) {
    resetSeen |= seen == CounterReset.RESET;
    notResetSeen |= seen == CounterReset.NOT_RESET;
  }

  /** Multiplies the sum so far by a factor. */
  public HistogramSum scale(double factor) {
    zeroCount *= factor;
    zeroLost *= factor;
    count *= factor;
    countLost *= factor;
    sum *= factor;
    sumLost *= factor;
    positive.scale(factor);
    negative.scale(factor);
    return this;
  }

  private HistogramSum accumulate(FloatHistogram other, double sign) {
    if (!compatible(other)) {
      throw new IllegalArgumentException(
          "histograms of schemas " + schema + " and " + other.schema() + " cannot be added");
    }
    see(other.hint());
    hint = CounterReset.combine(hint, other.hint());
    double increment = sign * other.count();
    countLost = KahanBuckets.lost(count, countLost, increment);
    count += increment;
    increment = sign * other.sum();
    sumLost = KahanBuckets.lost(sum, sumLost, increment);
    sum += increment;
    if (isCustom()) {
      addCustom(other, sign);
    } else {
      addExponential(other, sign);
    }
    return this;
  }

  private void addCustom(FloatHistogram other, double sign) {
    if (sameBounds(other)) {
      positive.add(other.positive(), 0, IntUnaryOperator.identity(), sign);
      return;
    }
    boundsReconciled = true;
    double[] shared = CustomBounds.intersect(customBounds, other.customBounds());
    positive.regroup(CustomBounds.mapping(customBounds, shared));
    positive.add(other.positive(), 0, CustomBounds.mapping(other.customBounds(), shared), sign);
    customBounds = shared;
  }

  private void addExponential(FloatHistogram other, double sign) {
    int skipPositive = 0;
    int skipNegative = 0;
    addToZero(sign * other.zeroCount());
    if (zeroThreshold != other.zeroThreshold()) {
      double threshold = ZeroBucket.common(this, other);
      widenZeroBucket(threshold);
      skipPositive = ZeroBucket.covered(other, other.positive(), threshold);
      skipNegative = ZeroBucket.covered(other, other.negative(), threshold);
      for (int i = 0; i < skipPositive; i++) {
        addToZero(sign * other.positive().count(i));
      }
      for (int i = 0; i < skipNegative; i++) {
        addToZero(sign * other.negative().count(i));
      }
    }
    if (other.schema() < schema) {
      reduceTo(other.schema());
    }
    int steps = other.schema() - schema;
    IntUnaryOperator target =
        steps == 0 ? IntUnaryOperator.identity() : i -> BucketBounds.coarser(i, steps);
    positive.add(other.positive(), skipPositive, target, sign);
    negative.add(other.negative(), skipNegative, target, sign);
  }

  private void addToZero(double increment) {
    zeroLost = KahanBuckets.lost(zeroCount, zeroLost, increment);
    zeroCount += increment;
  }

  private void widenZeroBucket(double threshold) {
    if (threshold == zeroThreshold) {
      return;
    }
    swallow(positive, threshold);
    swallow(negative, threshold);
    zeroThreshold = threshold;
  }

  private void swallow(KahanBuckets side, double threshold) {
    int n = 0;
    while (n < side.size() && BucketBounds.exponential(schema, side.index(n) - 1) < threshold) {
      addToZero(side.sum(n));
      addToZero(side.lost(n));
      n++;
    }
    side.removeFirst(n);
  }

  void reduceTo(int target) {
    int steps = schema - target;
    positive.regroup(i -> BucketBounds.coarser(i, steps));
    negative.regroup(i -> BucketBounds.coarser(i, steps));
    schema = target;
  }

  double zeroThreshold() {
    return zeroThreshold;
  }

  /** The threshold, moved out of any populated bucket of this sum that it would cut. */
  double clearOfBuckets(double threshold) {
    if (threshold == zeroThreshold) {
      return threshold;
    }
    return clearOf(negative, clearOf(positive, threshold));
  }

  private double clearOf(KahanBuckets side, double threshold) {
    for (int i = 0; i < side.size(); i++) {
      if (BucketBounds.exponential(schema, side.index(i) - 1) >= threshold) {
        return threshold;
      }
      double upper = BucketBounds.exponential(schema, side.index(i));
      if (upper > threshold && side.sum(i) + side.lost(i) != 0) {
        return upper;
      }
    }
    return threshold;
  }
}
