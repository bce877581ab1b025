package io.tributary.promql.kernel;

import static io.tributary.promql.kernel.Row.ABSENT;
import static io.tributary.promql.kernel.Row.isAbsent;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code sum}, of floats or of histograms. */
final class SumAccumulator extends Accumulator {
  private final AggregationContext context;
  private final double[] sum;
  private final double[] compensation;
  private final boolean[] seen;
  private @Nullable HistogramGroup histograms;

  SumAccumulator(AggregationContext context) {
    this.context = context;
    this.sum = new double[context.steps()];
    this.compensation = new double[context.steps()];
    this.seen = new boolean[context.steps()];
  }

  @Override
  public void start(int rows) {
    Arrays.fill(sum, 0);
    Arrays.fill(compensation, 0);
    Arrays.fill(seen, false);
    histograms = null;
  }

  @Override
  public void add(Row row, String metricName) {
    double[] values = row.values;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (isAbsent(value)) {
        continue;
      }
      double before = sum[i];
      double total = before + value;
      compensation[i] = KahanSum.compensationAfter(value, before, compensation[i], total);
      sum[i] = total;
      seen[i] = true;
    }
    if (row.hasHistograms()) {
      if (histograms == null) {
        histograms = new HistogramGroup(context, false);
      }
      histograms.add(row, metricName);
    }
  }

  @Override
  public void finish(Row out) {
    out.clearHistograms();
    for (int i = 0; i < sum.length; i++) {
      out.values[i] = seen[i] ? sum[i] + compensation[i] : ABSENT;
    }
    if (histograms != null) {
      histograms.finish(seen, out);
    }
  }
}
