package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.RuleIdentity;
import io.tributary.streams.alert.ActiveAlerts;
import io.tributary.streams.alert.AlertChange;
import java.util.List;
import java.util.function.Predicate;

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

  /**
   * The rule is gone: ends what it yielded.
   *
   * @param goesOn whether another rule yields this series now
   */
  void retire(long nowMs, Predicate<Labels> goesOn) {
    publish(alerts.clear(), nowMs);
    outputs.retire(nowMs, goesOn);
  }

  /** The rule is the merger's from now on: tells it what there is, and forgets it. */
  void handOver(PartialEmissions to, long nowMs) {
    publisher.handOver(identity, intervalMs, alerts.all(), to, nowMs);
    alerts.clear();
    outputs.handOver(to, nowMs);
  }

  /** Goes on with an alert that another task handed over. */
  void takeOver(AlertRecord alert) {
    if (identity.equals(RuleIdentity.getDefaultInstance())) {
      identify(alert.getRule(), alert.getIntervalMs());
    }
    alerts.restore(AlertRecords.alert(alert));
    publisher.takeOver(alert);
  }
}
