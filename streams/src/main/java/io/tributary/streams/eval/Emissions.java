package io.tributary.streams.eval;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import org.jspecify.annotations.Nullable;

/** Takes what evaluations yield, in order. All that one step yields appears at once or not. */
public interface Emissions {
  /** A sample of a recorded series; staleness markers too. */
  void sample(OutputSeries series, long timestampMs, double value);

  /** A native histogram of a recorded series. */
  void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram);

  /**
   * The new state of an alert.
   *
   * @param alert null where it is forgotten
   */
  void alert(String alertKey, @Nullable AlertRecord alert, long nowMs);

  /** A step in the life of an alert. */
  void transition(String alertKey, AlertTransition transition);

  /** A group has been evaluated: what it yielded belongs together. */
  void endGroup(long nowMs);

  /**
   * What was given since the last group takes the place of what was given before for {@code
   * instantMs}.
   */
  default void endCorrection(long instantMs) {
    endGroup(instantMs);
  }

  /** Every instant until {@code evaluatedUntilMs} has been evaluated. */
  void progress(long evaluatedUntilMs);
}
