package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.FloatHistogram;

/** {@code histogram_quantile}: a quantile, which may be another at each step. */
public final class QuantileEstimate implements HistogramEstimate {
  private final double[] quantiles;
  private final TimeGrid grid;
  private final Notes notes;
  private final Position position;
  private final HistogramQuantile ofNative;

  /**
   * Quantiles by step.
   *
   * @param position where the vector is written
   */
  public QuantileEstimate(double[] quantiles, TimeGrid grid, Notes notes, Position position) {
    this.quantiles = quantiles;
    this.grid = grid;
    this.notes = notes;
    this.position = position;
    this.ofNative = new HistogramQuantile(notes, position);
  }

  @Override
  public double ofClassic(ClassicHistogram histogram, String metricName, int step) {
    double quantile = histogram.quantile(quantiles[step]);
    if (histogram.fixed()) {
      notes.addFixed(histogram, metricName, grid.at(step), position);
    }
    return quantile;
  }

  @Override
  public double ofNative(FloatHistogram histogram, String metricName, int step) {
    return ofNative.of(quantiles[step], histogram, metricName);
  }
}
