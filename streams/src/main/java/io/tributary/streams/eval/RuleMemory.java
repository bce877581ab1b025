package io.tributary.streams.eval;

import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.RuleIdentity;
import io.tributary.streams.alert.ActiveAlerts;
import io.tributary.streams.alert.AlertChange;
import java.util.List;

/** What a rule remembers from one evaluation to the next, through changes of its text. */
final class RuleMemory {
  final RuleOutputs outputs;
  final ActiveAlerts alerts = new ActiveAlerts();
  private final AlertPublisher publisher;

  /** Of the rule's text in force, or of the last record where there is none. */
  private RuleIdentity identity = RuleIdentity.getDefaultInstance();

  private long intervalMs;

  RuleMemory(String ruleKey, RuleStore store, Recorder recorder, Emissions emissions) {
    this.outputs = new RuleOutputs(ruleKey, store, recorder);
    this.publisher = new AlertPublisher(ruleKey, store, emissions);
  }

  /** Takes an alert from the store. */
  void restore(AlertRecord alert) {
    identify(alert.getRule(), alert.getIntervalMs());
    alerts.restore(AlertRecords.alert(alert));
  }

  /** The rule's text is now this. */
  void identify(RuleIdentity identity, long intervalMs) {
    this.identity = identity;
    this.intervalMs = intervalMs;
  }

  void publish(List<AlertChange> changes, long nowMs) {
    publisher.publish(identity, intervalMs, changes, nowMs);
  }

  /** Sends the alerts' present state again. */
  void refresh(long nowMs) {
    publisher.refresh(identity, intervalMs, alerts.all(), nowMs);
  }

  /** The rule is gone: ends what it yielded. */
  void retire(long nowMs) {
    publish(alerts.clear(), nowMs);
    outputs.retire(nowMs);
  }
}
