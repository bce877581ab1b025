package io.tributary.streams.backtest;

import io.tributary.schemas.labels.Labels;
import java.util.Map;

/**
 * One alert from its first result to its last.
 *
 * @param group key of the rule's group
 * @param annotations as they were when it last changed its state
 * @param pendingAtMs when its first result came
 * @param firingAtMs when it fired; 0 where it never did
 * @param endedAtMs when it was resolved, or was no longer pending; 0 where it lasts
 * @param value of the result at its last change of state
 */
public record AlertEpisode(
    String group,
    String alert,
    Labels labels,
    Map<String, String> annotations,
    long pendingAtMs,
    long firingAtMs,
    long endedAtMs,
    double value) {
  /** Copies the annotations. */
  public AlertEpisode {
    annotations = Map.copyOf(annotations);
  }

  /** Whether anybody would have been notified of it. */
  public boolean fired() {
    return firingAtMs != 0;
  }
}
