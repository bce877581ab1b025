package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Sums and means of the native histograms of a window. */
final class HistogramSums {
  private HistogramSums() {}

  /** The sum over a window of histograms only, or null. */
  static @Nullable FloatHistogram sum(Windows w, int step, KernelContext context) {
    return null;
  }

  /** The mean over a window of histograms only, or null. */
  static @Nullable FloatHistogram average(Windows w, int step, KernelContext context) {
    return null;
  }
}
