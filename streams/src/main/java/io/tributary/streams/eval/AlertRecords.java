package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.proto.alert.RuleIdentity;
import io.tributary.streams.alert.Alert;
import io.tributary.streams.alert.AlertChange;
import io.tributary.streams.alert.AlertPhase;
import io.tributary.streams.alert.AlertSeries;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Alerts as records of {@code tributary.alerts} and {@code tributary.transitions}, and back. */
public final class AlertRecords {
  private AlertRecords() {}

  /** The key of an alert's records: {@code source/group/alert{labels}}. */
  public static String key(String ruleKey, Labels labels) {
    return ruleKey + labels.without(Set.of(AlertSeries.ALERT_NAME));
  }

  /** The part of a record's key that names the rule. */
  public static String ruleKey(String key, AlertRecord record) {
    String labels =
        Labels.of(record.getLabelsMap()).without(Set.of(AlertSeries.ALERT_NAME)).toString();
    return key.endsWith(labels) ? key.substring(0, key.length() - labels.length()) : key;
  }

  static AlertRecord record(RuleIdentity rule, long intervalMs, Alert alert, long nowMs) {
    AlertRecord.Builder record =
        AlertRecord.newBuilder()
            .setRule(rule)
            .setState(state(alert.phase()))
            .setValue(alert.value())
            .setActiveAtMs(alert.activeAtMs())
            .setFiredAtMs(alert.firedAtMs())
            .setResolvedAtMs(alert.resolvedAtMs())
            .setKeepFiringSinceMs(alert.keepFiringSinceMs())
            .setEvaluatedAtMs(nowMs)
            .setIntervalMs(intervalMs);
    record.putAllLabels(map(alert.labels()));
    record.putAllAnnotations(new TreeMap<>(alert.annotations()));
    return record.build();
  }

  static AlertTransition transition(RuleIdentity rule, AlertChange change, long nowMs) {
    Alert alert = change.alert();
    return AlertTransition.newBuilder()
        .setRule(rule)
        .putAllLabels(map(alert.labels()))
        .setFrom(state(change.from()))
        .setTo(state(change.to()))
        .setAtMs(nowMs)
        .setValue(alert.value())
        .putAllAnnotations(new TreeMap<>(alert.annotations()))
        .setActiveAtMs(alert.activeAtMs())
        .build();
  }

  static Alert alert(AlertRecord record) {
    return new Alert(
        Labels.of(record.getLabelsMap()),
        record.getAnnotationsMap(),
        phase(record.getState()),
        record.getValue(),
        record.getActiveAtMs(),
        record.getFiredAtMs(),
        record.getResolvedAtMs(),
        record.getKeepFiringSinceMs());
  }

  private static Map<String, String> map(Labels labels) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      map.put(labels.name(i), labels.value(i));
    }
    return map;
  }

  private static AlertState state(AlertPhase phase) {
    return switch (phase) {
      case INACTIVE -> AlertState.ALERT_STATE_INACTIVE;
      case PENDING -> AlertState.ALERT_STATE_PENDING;
      case FIRING -> AlertState.ALERT_STATE_FIRING;
      case RESOLVED -> AlertState.ALERT_STATE_RESOLVED;
    };
  }

  private static AlertPhase phase(AlertState state) {
    return switch (state) {
      case ALERT_STATE_PENDING -> AlertPhase.PENDING;
      case ALERT_STATE_FIRING -> AlertPhase.FIRING;
      case ALERT_STATE_RESOLVED -> AlertPhase.RESOLVED;
      case ALERT_STATE_INACTIVE, ALERT_STATE_UNSPECIFIED, UNRECOGNIZED -> AlertPhase.INACTIVE;
    };
  }
}
