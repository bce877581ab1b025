package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.RuleIdentity;
import io.tributary.streams.alert.Alert;
import io.tributary.streams.alert.AlertChange;
import java.util.List;

/** Stores and sends what has changed about the alerts of one rule. Of one thread. */
final class AlertPublisher {
  private final String ruleKey;
  private final RuleStore store;
  private final Emissions emissions;

  AlertPublisher(String ruleKey, RuleStore store, Emissions emissions) {
    this.ruleKey = ruleKey;
    this.store = store;
    this.emissions = emissions;
  }

  /** Sends alerts again that have not changed, so that their topic does not lose them with age. */
  void refresh(RuleIdentity rule, long intervalMs, Iterable<Alert> alerts, long nowMs) {
    for (Alert alert : alerts) {
      emissions.alert(
          AlertRecords.key(ruleKey, alert.labels()),
          AlertRecords.record(rule, intervalMs, alert, nowMs),
          nowMs);
    }
  }

  /** Tells the merger of alerts, which are its own from now on. */
  void handOver(
      RuleIdentity rule, long intervalMs, Iterable<Alert> alerts, PartialEmissions to, long nowMs) {
    for (Alert alert : alerts) {
      to.handOver(ruleKey, AlertRecords.record(rule, intervalMs, alert, nowMs), nowMs);
      store.deleteAlert(ruleKey, alert.labels());
    }
  }

  /** Stores an alert that another task handed over, and sends it as one of this task. */
  void takeOver(AlertRecord alert) {
    Labels labels = Labels.of(alert.getLabelsMap());
    store.putAlert(ruleKey, labels, alert);
    emissions.alert(AlertRecords.key(ruleKey, labels), alert, alert.getEvaluatedAtMs());
  }

  void publish(RuleIdentity rule, long intervalMs, List<AlertChange> changes, long nowMs) {
    for (AlertChange change : changes) {
      Labels labels = change.alert().labels();
      String key = AlertRecords.key(ruleKey, labels);
      Alert after = change.after();
      if (after == null) {
        store.deleteAlert(ruleKey, labels);
        emissions.alert(key, null, nowMs);
      } else {
        AlertRecord record = AlertRecords.record(rule, intervalMs, after, nowMs);
        store.putAlert(ruleKey, labels, record);
        emissions.alert(key, record, nowMs);
      }
      if (change.isTransition()) {
        emissions.transition(key, AlertRecords.transition(rule, change, nowMs));
      }
    }
  }
}
