package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;

/** {@code sum_over_time} and {@code avg_over_time}. */
final class SumKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean average;

  SumKernel(KernelContext context, boolean average) {
    this.context = context;
    this.average = average;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    int floats = w.floatCount(step);
    int histograms = w.histogramCount(step);
    if (floats > 0 && histograms > 0) {
      context.notes().add(Note.mixedFloatsHistograms(w.metricName()), context.firstArgument());
    } else if (histograms > 0) {
      FloatHistogram result =
          average ? HistogramSums.average(w, step, context) : HistogramSums.sum(w, step, context);
      if (result != null) {
        out.setHistogram(step, result);
      }
    } else {
      double[] values = w.values;
      int from = w.from[step];
      int to = w.to[step];
      out.setFloat(step, average ? average(values, from, to) : sum(values, from, to));
    }
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    double compensation = 0;
    for (int i = from; i < to; i++) {
      double value = values[i];
      double total = sum + value;
      compensation = KahanSum.compensationAfter(value, sum, compensation, total);
      sum = total;
    }
    return Double.isInfinite(sum) ? sum : sum + compensation;
  }

  /** The mean, from the sum for as long as that does not overflow, else step by step. */
  static double average(double[] values, int from, int to) {
    double sum = values[from];
    double compensation = 0;
    for (int i = from + 1; i < to; i++) {
      double value = values[i];
      double total = sum + value;
      if (Double.isInfinite(total)) {
        return incremental(values, i, to, i - from, sum, compensation);
      }
      compensation = KahanSum.compensationAfter(value, sum, compensation, total);
      sum = total;
    }
    double count = to - from;
    return sum / count + compensation / count;
  }

  private static double incremental(
      double[] values, int next, int to, int before, double sum, double lost) {
    double count = before;
    double mean = sum / count;
    double compensation = lost / count;
    for (int i = next; i < to; i++) {
      count++;
      double q = (count - 1) / count;
      double value = values[i] / count;
      double scaledMean = q * mean;
      double total = scaledMean + value;
      compensation = KahanSum.compensationAfter(value, scaledMean, q * compensation, total);
      mean = total;
    }
    return mean + compensation;
  }
}
