package io.tributary.streams.eval;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import org.jspecify.annotations.Nullable;

/** Takes what a partition works out for the merger, in order. */
public interface PartialEmissions {
  /** A result of a partial expression; {@code value} counts where there is no histogram. */
  void result(
      OutputSeries series, long timestampMs, double value, @Nullable FloatHistogram histogram);

  /** An alert of a rule that is the merger's from now on. */
  void handOver(String ruleKey, AlertRecord alert, long nowMs);

  /** A series that such a rule yields. */
  void handOver(String ruleKey, Labels output, long nowMs);

  /** All results at {@code nowMs} are given. */
  void end(long nowMs);
}
