package io.tributary.streams.eval;

import io.tributary.schemas.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/** Takes what a partition works out for the merger, in order. */
public interface PartialEmissions {
  /** A result of a partial expression; {@code value} counts where there is no histogram. */
  void result(
      OutputSeries series, long timestampMs, double value, @Nullable FloatHistogram histogram);

  /** All results at {@code nowMs} are given. */
  void end(long nowMs);
}
