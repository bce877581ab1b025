package io.tributary.streams.alert;

import org.jspecify.annotations.Nullable;

/**
 * What an evaluation changed about one alert.
 *
 * @param before null where there was none
 * @param after null where it is forgotten
 */
public record AlertChange(@Nullable Alert before, @Nullable Alert after) {
  /** Checks that there is at least one of them. */
  public AlertChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change of no alert");
    }
  }

  /** The alert that changed, as it is now or last was. */
  public Alert alert() {
    if (after != null) {
      return after;
    }
    if (before != null) {
      return before;
    }
    throw new IllegalStateException("a change of no alert");
  }

  /** The phase it was in. */
  public AlertPhase from() {
    return before == null ? AlertPhase.INACTIVE : before.phase();
  }

  /** The phase it is in. */
  public AlertPhase to() {
    return after == null ? AlertPhase.INACTIVE : after.phase();
  }

  /**
   * Whether this is a step in the alert's life and not only another value, or the forgetting of an
   * alert that was resolved before.
   */
  public boolean isTransition() {
    return from() != to() && !(from() == AlertPhase.RESOLVED && to() == AlertPhase.INACTIVE);
  }
}
