package io.tributary.streams.alert;

import io.tributary.schemas.labels.Labels;

/** The series that tell of alerts: {@code ALERTS} and {@code ALERTS_FOR_STATE}. */
public final class AlertSeries {
  /** 1 for each active alert, with its phase as {@code alertstate}. */
  public static final String ALERTS = "ALERTS";

  /** When each active alert became so, in seconds since the epoch. */
  public static final String ALERTS_FOR_STATE = "ALERTS_FOR_STATE";

  /** The label that names the rule. */
  public static final String ALERT_NAME = "alertname";

  private static final String ALERT_STATE = "alertstate";

  private AlertSeries() {}

  /** The labels of an active alert's {@code ALERTS}. */
  public static Labels state(Alert alert) {
    String phase =
        switch (alert.phase()) {
          case PENDING -> "pending";
          case FIRING -> "firing";
          case INACTIVE, RESOLVED ->
              throw new IllegalArgumentException("not active: " + alert.labels());
        };
    return alert.labels().toBuilder().set(Labels.NAME, ALERTS).set(ALERT_STATE, phase).build();
  }

  /** The labels of an alert's {@code ALERTS_FOR_STATE}. */
  public static Labels forState(Alert alert) {
    return alert.labels().toBuilder().set(Labels.NAME, ALERTS_FOR_STATE).build();
  }

  /** The value of an alert's {@code ALERTS_FOR_STATE}. */
  public static double forStateValue(Alert alert) {
    return Math.floorDiv(alert.activeAtMs(), 1000L);
  }
}
