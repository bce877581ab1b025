package io.tributary.schemas.histogram;

/**
 * A running mean of histograms: their sum, divided at the end; but where that sum could grow beyond
 * all numbers, the mean itself is carried on from there. Not thread-safe.
 */
public final class HistogramMean {
  private final HistogramSum sum;
  private double members = 1;

  /** No component of the sum can be larger than this. */
  private double bound;

  private boolean incremental;

  /** A mean of one histogram so far. */
  public HistogramMean(FloatHistogram first) {
    sum = new HistogramSum(first);
    bound = largest(first);
  }

  /** Whether {@code other} can be added: both exponential, or both with custom bounds. */
  public boolean compatible(FloatHistogram other) {
    return sum.compatible(other);
  }

  /** Adds a {@link #compatible} histogram. */
  public HistogramMean add(FloatHistogram other) {
    bound += largest(other);
    if (!incremental && Double.isInfinite(bound)) {
      incremental = true;
      sum.scale(1 / members);
    }
    members++;
    if (incremental) {
      sum.scale((members - 1) / members).add(other.dividedBy(members));
    } else {
      sum.add(other);
    }
    return this;
  }

  /** Whether one histogram was said to be reset and another certainly not. */
  public boolean hintsCollided() {
    return sum.hintsCollided();
  }

  /** Whether histograms of different custom bounds were brought to the bounds they share. */
  public boolean boundsReconciled() {
    return sum.boundsReconciled();
  }

  /** The mean so far. */
  public FloatHistogram result() {
    return incremental ? sum.result() : sum.result().dividedBy(members);
  }

  private static double largest(FloatHistogram histogram) {
    double largest = Math.max(Math.abs(histogram.count()), Math.abs(histogram.sum()));
    largest = Math.max(largest, Math.abs(histogram.zeroCount()));
    largest = largest(histogram.positive(), largest);
    return largest(histogram.negative(), largest);
  }

  private static double largest(Buckets side, double atLeast) {
    double largest = atLeast;
    for (int i = 0; i < side.size(); i++) {
      largest = Math.max(largest, Math.abs(side.count(i)));
    }
    return largest;
  }
}
