package io.tributary.promql.kernel;

import static io.tributary.promql.kernel.Row.ABSENT;
import static io.tributary.promql.kernel.Row.isAbsent;

import java.util.Arrays;

/** {@code count}, and {@code group}, which is 1 wherever that is not 0. */
final class CountAccumulator extends Accumulator {
  private final boolean group;
  private final int[] count;

  CountAccumulator(AggregationContext context, boolean group) {
    this.group = group;
    this.count = new int[context.steps()];
  }

  @Override
  public void start(int rows) {
    Arrays.fill(count, 0);
  }

  @Override
  public void add(Row row, String metricName) {
    double[] values = row.values;
    for (int i = 0; i < values.length; i++) {
      if (!isAbsent(values[i]) || row.histogram(i) != null) {
        count[i]++;
      }
    }
  }

  @Override
  public void finish(Row out) {
    out.clearHistograms();
    for (int i = 0; i < count.length; i++) {
      out.values[i] = count[i] == 0 ? ABSENT : group ? 1 : count[i];
    }
  }
}
