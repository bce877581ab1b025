package io.tributary.promql.kernel;

import java.util.Arrays;

/** Quantiles of plain values, as Prometheus interpolates them. NaN is less than all else. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The quantile of the first {@code count} values, which are brought into order.
   *
   * @param q infinite results for less than 0 and more than 1, NaN for NaN and where there are none
   */
  public static double of(double q, double[] values, int count) {
    if (count == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    sortNanFirst(values, count);
    return ofSorted(q, values, 0, count);
  }

  /** The same of values in order; {@code 0 <= q <= 1}. */
  static double ofSorted(double q, double[] values, int from, int count) {
    double n = count;
    double rank = q * (n - 1);
    double lower = Math.max(0, Math.floor(rank));
    double upper = Math.min(n - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return values[from + (int) lower] * (1 - weight) + values[from + (int) upper] * weight;
  }

  /** {@link Arrays#sort} has NaN last. */
  static void sortNanFirst(double[] values, int count) {
    int nans = 0;
    for (int i = 0; i < count; i++) {
      if (Double.isNaN(values[i])) {
        values[i] = values[nans];
        values[nans++] = Double.NaN;
      }
    }
    Arrays.sort(values, nans, count);
  }
}
