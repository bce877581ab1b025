package io.tributary.streams.alert;

import java.util.List;

/** The results of an alerting rule can't become alerts; {@link #changes} is what that changes. */
public final class AlertException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<AlertChange> changes;

  AlertException(String message, List<AlertChange> changes) {
    super(message);
    this.changes = List.copyOf(changes);
  }

  /** The alerts that are gone because of it, in order of their labels. */
  public List<AlertChange> changes() {
    return changes;
  }
}
