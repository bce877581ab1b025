package io.tributary.promql.kernel;

import static io.tributary.promql.kernel.Row.ABSENT;
import static io.tributary.promql.kernel.Row.isAbsent;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code avg}: from the sum for as long as that does not overflow, else step by step. */
final class AverageAccumulator extends Accumulator {
  private final AggregationContext context;
  private final double[] sum;
  private final double[] compensation;
  private final double[] count;
  private final boolean[] seen;
  private final boolean[] incremental;
  private @Nullable HistogramGroup histograms;

  AverageAccumulator(AggregationContext context) {
    int steps = context.steps();
    this.context = context;
    this.sum = new double[steps];
    this.compensation = new double[steps];
    this.count = new double[steps];
    this.seen = new boolean[steps];
    this.incremental = new boolean[steps];
  }

  @Override
  public void start(int rows) {
    Arrays.fill(sum, 0);
    Arrays.fill(compensation, 0);
    Arrays.fill(count, 0);
    Arrays.fill(seen, false);
    Arrays.fill(incremental, false);
    histograms = null;
  }

  @Override
  public void add(Row row, String metricName) {
    double[] values = row.values;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (!isAbsent(value)) {
        seen[i] = true;
        add(i, value);
      }
    }
    if (row.hasHistograms()) {
      if (histograms == null) {
        histograms = new HistogramGroup(context, true);
      }
      histograms.add(row, metricName);
    }
  }

  private void add(int i, double value) {
    double n = ++count[i];
    if (!incremental[i]) {
      double before = sum[i];
      double total = before + value;
      if (n == 1 || !Double.isInfinite(total)) {
        compensation[i] = KahanSum.compensationAfter(value, before, compensation[i], total);
        sum[i] = total;
        return;
      }
      incremental[i] = true;
      sum[i] = before / (n - 1);
      compensation[i] /= n - 1;
    }
    double q = (n - 1) / n;
    double part = value / n;
    double mean = q * sum[i];
    double total = mean + part;
    compensation[i] = KahanSum.compensationAfter(part, mean, q * compensation[i], total);
    sum[i] = total;
  }

  @Override
  public void finish(Row out) {
    out.clearHistograms();
    for (int i = 0; i < sum.length; i++) {
      if (!seen[i]) {
        out.values[i] = ABSENT;
      } else if (incremental[i]) {
        out.values[i] = sum[i] + compensation[i];
      } else {
        out.values[i] = sum[i] / count[i] + compensation[i] / count[i];
      }
    }
    if (histograms != null) {
      histograms.finish(seen, out);
    }
  }
}
