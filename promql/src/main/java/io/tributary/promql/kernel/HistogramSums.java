package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.HistogramMean;
import io.tributary.schemas.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/** Sums and means of the native histograms of a window. */
final class HistogramSums {
  private static final String OPERATION = "aggregation";

  private HistogramSums() {}

  /** The sum over a window of histograms only, or null. */
  static @Nullable FloatHistogram sum(Windows w, int step, KernelContext context) {
    int from = w.histogramFrom[step];
    HistogramSum sum = new HistogramSum(w.histograms[from]);
    for (int i = from + 1; i < w.histogramTo[step]; i++) {
      if (!sum.compatible(w.histograms[i])) {
        return incompatible(w, context);
      }
      sum.add(w.histograms[i]);
    }
    note(sum.hintsCollided(), sum.boundsReconciled(), context);
    return sum.result();
  }

  /** The mean over a window of histograms only, or null. */
  static @Nullable FloatHistogram average(Windows w, int step, KernelContext context) {
    int from = w.histogramFrom[step];
    HistogramMean mean = new HistogramMean(w.histograms[from]);
    for (int i = from + 1; i < w.histogramTo[step]; i++) {
      if (!mean.compatible(w.histograms[i])) {
        return incompatible(w, context);
      }
      mean.add(w.histograms[i]);
    }
    note(mean.hintsCollided(), mean.boundsReconciled(), context);
    return mean.result();
  }

  private static @Nullable FloatHistogram incompatible(Windows w, KernelContext context) {
    context.notes().add(Note.mixedExponentialCustom(w.metricName()), context.firstArgument());
    return null;
  }

  private static void note(boolean collided, boolean reconciled, KernelContext context) {
    if (collided) {
      context.notes().add(Note.counterResetCollision(OPERATION), context.firstArgument());
    }
    if (reconciled) {
      context.notes().add(Note.mismatchedCustomBuckets(OPERATION), context.firstArgument());
    }
  }
}
