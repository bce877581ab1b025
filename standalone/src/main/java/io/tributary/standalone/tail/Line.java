package io.tributary.standalone.tail;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import java.util.Map;

/** One thing that a record says. A record of samples says many, the others say one. */
public sealed interface Line {
  /**
   * A sample.
   *
   * @param correction whether it takes the place of one that was recorded before
   */
  record Sample(String cluster, Labels labels, long timestampMs, double value, boolean correction)
      implements Line {}

  /** A native histogram, as {@link Sample}. */
  record Histogram(
      String cluster, Labels labels, long timestampMs, FloatHistogram histogram, boolean correction)
      implements Line {}

  /** The watermark of a partition of samples. */
  record Tick(int partition, long watermarkMs) implements Line {}

  /** The present state of an alert. */
  record Alert(String key, AlertRecord alert) implements Line {}

  /** The end of an alert's record. */
  record AlertGone(String key, long timestampMs) implements Line {}

  /** How far a task has evaluated. */
  record Progress(String key, AlertProgress progress) implements Line {}

  /** A change of an alert's state. */
  record Transition(String key, AlertTransition transition) implements Line {}

  /** A record that this program has no format for: what could not be delivered or decoded. */
  record Other(String key, long timestampMs, int bytes, Map<String, String> headers)
      implements Line {}
}
