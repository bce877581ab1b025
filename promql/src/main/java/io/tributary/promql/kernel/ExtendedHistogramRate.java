package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Rates of native histograms over anchored and smoothed ranges. */
final class ExtendedHistogramRate {
  private ExtendedHistogramRate() {}

  /** The rate over a window of histograms only, or null. */
  static @Nullable FloatHistogram of(
      Windows w, int step, KernelContext context, boolean isCounter, boolean isRate) {
    return null;
  }
}
