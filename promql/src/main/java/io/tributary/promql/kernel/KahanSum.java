package io.tributary.promql.kernel;

/**
 * A sum that carries what rounding lost, by Kahan's method with Neumaier's improvement. Follows
 * Prometheus' arithmetic step by step, so that results agree to the bit.
 */
public final class KahanSum {
  /** The sum so far, without {@link #compensation}. */
  public double sum;

  /** What rounding has lost so far. */
  public double compensation;

  /** Starts again from 0. */
  public void clear() {
    sum = 0;
    compensation = 0;
  }

  /** Adds a value. */
  public void add(double value) {
    double total = sum + value;
    compensation = compensationAfter(value, sum, compensation, total);
    sum = total;
  }

  /** The sum. */
  public double result() {
    return Double.isInfinite(sum) ? sum : sum + compensation;
  }

  /** The new compensation where {@code total = sum + value}. */
  public static double compensationAfter(
      double value, double sum, double compensation, double total) {
    if (Double.isInfinite(total)) {
      return 0;
    }
    if (Math.abs(sum) >= Math.abs(value)) {
      return compensation + ((sum - total) + value);
    }
    return compensation + ((value - total) + sum);
  }
}
