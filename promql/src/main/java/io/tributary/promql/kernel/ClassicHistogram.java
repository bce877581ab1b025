package io.tributary.promql.kernel;

import java.util.Arrays;

/**
 * A classic histogram at one time: cumulative counts of buckets that come as series of their own,
 * in any order. Reused from one histogram to the next; of one thread.
 */
public final class ClassicHistogram {
  /** Differences relatively smaller than this are what rounding makes of equal counts. */
  private static final double TOLERANCE = 1e-12;

  private double[] bounds = new double[16];
  private double[] counts = new double[16];
  private int size;
  private boolean ready;
  private boolean fixed;
  private double lowestFixed;
  private double highestFixed;
  private double largestFix;

  /** Makes it hold no bucket. */
  public void clear() {
    size = 0;
    ready = false;
  }

  /** Whether it holds no bucket. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Adds a bucket: so many observations are at most the bound. */
  public void add(double bound, double count) {
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    int at = size++;
    while (at > 0 && bounds[at - 1] > bound) {
      bounds[at] = bounds[at - 1];
      counts[at] = counts[at - 1];
      at--;
    }
    bounds[at] = bound;
    counts[at] = count;
  }

  /**
   * The quantile, spread evenly within a bucket; NaN where there is no bucket up to +Inf or nothing
   * to count. Counts that decrease with growing bounds are raised: {@link #fixed} tells.
   */
  public double quantile(double q) {
    fixed = false;
    if (Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (!endsAtInfinity()) {
      return Double.NaN;
    }
    coalesce();
    makeMonotonic();
    double observations = counts[size - 1];
    if (size < 2 || observations == 0) {
      return Double.NaN;
    }
    double rank = q * observations;
    int b = 0;
    while (b < size - 1 && !(counts[b] >= rank)) {
      b++;
    }
    if (b == size - 1) {
      return bounds[size - 2];
    }
    if (b == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = b == 0 ? 0 : bounds[b - 1];
    double before = b == 0 ? 0 : counts[b - 1];
    return start + (bounds[b] - start) * ((rank - before) / (counts[b] - before));
  }

  /** The fraction of observations between two bounds. */
  public double fraction(double lower, double upper) {
    if (!endsAtInfinity()) {
      return Double.NaN;
    }
    coalesce();
    double count = counts[size - 1];
    if (count == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    if (lower >= upper) {
      return 0;
    }
    return (Math.min(rank(upper), count) - Math.min(rank(lower), count)) / count;
  }

  private double rank(double value) {
    double rank = 0;
    for (int i = 0; i < size; i++) {
      double lower = i > 0 ? bounds[i - 1] : bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
      if (lower >= value) {
        return rank;
      }
      if (bounds[i] > value) {
        return lower == Double.NEGATIVE_INFINITY
            ? counts[i]
            : rank + (counts[i] - rank) * (value - lower) / (bounds[i] - lower);
      }
      rank = counts[i];
    }
    return counts[size - 1];
  }

  private boolean endsAtInfinity() {
    return size > 0 && bounds[size - 1] == Double.POSITIVE_INFINITY;
  }

  /** Adds up what has the same bound, written in different ways. */
  private void coalesce() {
    if (ready) {
      return;
    }
    ready = true;
    int last = 0;
    for (int i = 1; i < size; i++) {
      if (bounds[i] == bounds[last]) {
        counts[last] += counts[i];
      } else {
        last++;
        bounds[last] = bounds[i];
        counts[last] = counts[i];
      }
    }
    size = last + 1;
  }

  private void makeMonotonic() {
    lowestFixed = Double.POSITIVE_INFINITY;
    highestFixed = Double.NEGATIVE_INFINITY;
    largestFix = 0;
    double previous = counts[0];
    for (int i = 1; i < size; i++) {
      double current = counts[i];
      if (current == previous) {
        continue;
      }
      if (nearlyEqual(previous, current)) {
        counts[i] = previous;
      } else if (current < previous) {
        counts[i] = previous;
        fixed = true;
        lowestFixed = Math.min(lowestFixed, bounds[i]);
        highestFixed = Math.max(highestFixed, bounds[i]);
        largestFix = Math.max(largestFix, previous - current);
      } else {
        previous = current;
      }
    }
  }

  private static boolean nearlyEqual(double a, double b) {
    if (Double.isNaN(a) && Double.isNaN(b)) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < TOLERANCE * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
  }

  /** Whether the last quantile needed counts raised. */
  public boolean fixed() {
    return fixed;
  }

  /** The lowest bound whose count was raised. */
  public double lowestFixed() {
    return lowestFixed;
  }

  /** The highest bound whose count was raised. */
  public double highestFixed() {
    return highestFixed;
  }

  /** By how much a count was raised at most. */
  public double largestFix() {
    return largestFix;
  }
}
