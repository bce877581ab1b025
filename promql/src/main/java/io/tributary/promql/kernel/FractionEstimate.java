package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.FloatHistogram;

/** {@code histogram_fraction}, between bounds that may be others at each step. */
public final class FractionEstimate implements HistogramEstimate {
  private final double[] lower;
  private final double[] upper;
  private final HistogramFraction ofNative;

  /**
   * Bounds by step.
   *
   * @param position where the vector is written
   */
  public FractionEstimate(double[] lower, double[] upper, Notes notes, Position position) {
    this.lower = lower;
    this.upper = upper;
    this.ofNative = new HistogramFraction(notes, position);
  }

  @Override
  public double ofClassic(ClassicHistogram histogram, String metricName, int step) {
    return histogram.fraction(lower[step], upper[step]);
  }

  @Override
  public double ofNative(FloatHistogram histogram, String metricName, int step) {
    return ofNative.of(lower[step], upper[step], histogram, metricName);
  }
}
