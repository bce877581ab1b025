package io.tributary.promql.kernel;

import static io.tributary.promql.kernel.Row.ABSENT;
import static io.tributary.promql.kernel.Row.isAbsent;

import java.util.Arrays;

/** {@code stddev} and {@code stdvar}, by Welford's method. */
final class VarianceAccumulator extends Accumulator {
  private final AggregationContext context;
  private final boolean deviation;
  private final double[] count;
  private final double[] mean;
  private final double[] squares;

  VarianceAccumulator(AggregationContext context, boolean deviation) {
    this.context = context;
    this.deviation = deviation;
    this.count = new double[context.steps()];
    this.mean = new double[context.steps()];
    this.squares = new double[context.steps()];
  }

  @Override
  public void start(int rows) {
    Arrays.fill(count, 0);
    Arrays.fill(mean, 0);
    Arrays.fill(squares, 0);
  }

  @Override
  public void add(Row row, String metricName) {
    double[] values = row.values;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (isAbsent(value)) {
        continue;
      }
      double n = ++count[i];
      if (n == 1) {
        mean[i] = value;
        squares[i] = Double.isNaN(value) || Double.isInfinite(value) ? Double.NaN : 0;
      } else {
        double delta = value - mean[i];
        mean[i] += delta / n;
        squares[i] += delta * (value - mean[i]);
      }
    }
    if (row.hasHistograms()) {
      context
          .notes()
          .add(
              Note.histogramIgnoredInAggregation(deviation ? "stddev" : "stdvar"), context.input());
    }
  }

  @Override
  public void finish(Row out) {
    out.clearHistograms();
    for (int i = 0; i < count.length; i++) {
      double variance = squares[i] / count[i];
      out.values[i] = count[i] == 0 ? ABSENT : deviation ? Math.sqrt(variance) : variance;
    }
  }
}
