package io.tributary.promql.kernel;

import static io.tributary.promql.kernel.Row.ABSENT;
import static io.tributary.promql.kernel.Row.isAbsent;

import java.util.Arrays;

/** {@code min} and {@code max}; NaN only where there is nothing else. */
final class ExtremumAccumulator extends Accumulator {
  private final AggregationContext context;
  private final boolean maximum;
  private final double[] best;

  ExtremumAccumulator(AggregationContext context, boolean maximum) {
    this.context = context;
    this.maximum = maximum;
    this.best = new double[context.steps()];
  }

  @Override
  public void start(int rows) {
    Arrays.fill(best, ABSENT);
  }

  @Override
  public void add(Row row, String metricName) {
    double[] values = row.values;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      double known = best[i];
      // Nothing yet is a NaN, too.
      if (!isAbsent(value) && (Double.isNaN(known) || (maximum ? known < value : known > value))) {
        best[i] = value;
      }
    }
    if (row.hasHistograms()) {
      context
          .notes()
          .add(Note.histogramIgnoredInAggregation(maximum ? "max" : "min"), context.input());
    }
  }

  @Override
  public void finish(Row out) {
    out.clearHistograms();
    System.arraycopy(best, 0, out.values, 0, best.length);
  }
}
