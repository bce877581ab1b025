package io.tributary.sink.notify;

import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.RuleIdentity;
import java.time.Instant;

/** Alerts to test with. */
final class TestAlerts {
  static final long NOON_MS = ms("2026-11-22T12:00:00Z");

  private TestAlerts() {}

  static long ms(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  static AlertRecord.Builder alert(String name) {
    return AlertRecord.newBuilder()
        .setRule(
            RuleIdentity.newBuilder()
                .setSource("rules.yml")
                .setGroup("g")
                .setAlert(name)
                .setExpr("up == 0"))
        .putLabels("alertname", name)
        .putLabels("cluster", "eu-1")
        .setIntervalMs(15_000);
  }

  static AlertRecord pending(String name, long activeAtMs) {
    return alert(name).setState(AlertState.ALERT_STATE_PENDING).setActiveAtMs(activeAtMs).build();
  }

  static AlertRecord firing(String name, long firedAtMs) {
    return alert(name)
        .setState(AlertState.ALERT_STATE_FIRING)
        .setActiveAtMs(firedAtMs)
        .setFiredAtMs(firedAtMs)
        .putAnnotations("summary", "it is down")
        .build();
  }

  static AlertRecord resolved(String name, long firedAtMs, long resolvedAtMs) {
    return firing(name, firedAtMs).toBuilder()
        .setState(AlertState.ALERT_STATE_RESOLVED)
        .setResolvedAtMs(resolvedAtMs)
        .build();
  }
}
