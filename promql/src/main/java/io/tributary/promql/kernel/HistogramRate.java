package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Rates of native histograms. */
final class HistogramRate {
  private HistogramRate() {}

  /** {@code rate}, {@code increase} or {@code delta} over a window of histograms only, or null. */
  static @Nullable FloatHistogram of(
      Windows w, int step, KernelContext context, boolean isCounter, boolean isRate) {
    return null;
  }

  /**
   * {@code irate} or {@code idelta} of the histogram at {@code last} and that before it, or null.
   */
  static @Nullable FloatHistogram ofLastTwo(
      Windows w, int last, KernelContext context, boolean isRate) {
    return null;
  }
}
