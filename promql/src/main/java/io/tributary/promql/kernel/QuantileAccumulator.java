package io.tributary.promql.kernel;

import static io.tributary.promql.kernel.Row.ABSENT;
import static io.tributary.promql.kernel.Row.isAbsent;

import java.util.Arrays;

/** {@code quantile}: keeps all values of a group. */
final class QuantileAccumulator extends Accumulator {
  private final AggregationContext context;
  private final int[] count;

  /** The values at step {@code i} are at {@code i * capacity} and after. */
  private double[] values = new double[0];

  private int capacity;

  QuantileAccumulator(AggregationContext context) {
    this.context = context;
    this.count = new int[context.steps()];
  }

  @Override
  public void start(int rows) {
    capacity = rows;
    long needed = (long) rows * count.length;
    if (values.length < needed) {
      context.claim(8 * needed);
      values = new double[Math.toIntExact(needed)];
    }
    Arrays.fill(count, 0);
  }

  @Override
  public void add(Row row, String metricName) {
    double[] in = row.values;
    for (int i = 0; i < in.length; i++) {
      if (!isAbsent(in[i])) {
        values[i * capacity + count[i]++] = in[i];
      }
    }
    if (row.hasHistograms()) {
      context.notes().add(Note.histogramIgnoredInAggregation("quantile"), context.input());
    }
  }

  @Override
  public void finish(Row out) {
    out.clearHistograms();
    double[] scratch = new double[capacity];
    for (int i = 0; i < count.length; i++) {
      if (count[i] == 0) {
        out.values[i] = ABSENT;
      } else {
        System.arraycopy(values, i * capacity, scratch, 0, count[i]);
        out.values[i] = Quantiles.of(context.parameter(i), scratch, count[i]);
      }
    }
  }
}
