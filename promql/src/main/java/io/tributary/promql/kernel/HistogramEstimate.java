package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;

/** Something that is estimated of a histogram, classic or native. Of one thread. */
public interface HistogramEstimate {
  /** The estimate for a classic histogram at a step; {@code metricName} is for notes. */
  double ofClassic(ClassicHistogram histogram, String metricName, int step);

  /** The estimate for a native histogram at a step; {@code metricName} is for notes. */
  double ofNative(FloatHistogram histogram, String metricName, int step);
}
