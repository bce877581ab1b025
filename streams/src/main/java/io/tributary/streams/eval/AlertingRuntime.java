package io.tributary.streams.eval;

import io.tributary.promql.exec.QueryException;
import io.tributary.promql.exec.Value;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.proto.alert.RuleIdentity;
import io.tributary.streams.alert.Alert;
import io.tributary.streams.alert.AlertException;
import io.tributary.streams.alert.AlertPolicy;
import io.tributary.streams.alert.AlertResult;
import io.tributary.streams.alert.AlertSeries;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RuleGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An alerting rule. */
final class AlertingRuntime extends RuleRuntime {
  /** Well within the retention of {@code tributary.alerts}, which is by age too. */
  private static final long REFRESH_MS = 86_400_000;

  private final AlertingRule rule;
  private final RuleQuery query;
  private final AlertTemplates templates;
  private final Recorder recorder;
  private final AlertPolicy policy;
  private final RuleIdentity identity;
  private final long intervalMs;
  private final long offsetMs;

  /** Null where nobody asks what they would have been. */
  private final @Nullable PastOutcomes outcomes;

  AlertingRuntime(
      AlertingRule rule,
      RuleGroup group,
      RuleQuery query,
      AlertTemplates templates,
      RuleMemory memory,
      Recorder recorder,
      @Nullable PastOutcomes outcomes) {
    super(memory);
    this.outcomes = outcomes;
    this.rule = rule;
    this.query = query;
    this.templates = templates;
    this.recorder = recorder;
    this.policy = AlertPolicy.of(rule, group);
    this.offsetMs = group.queryOffset().toMillis();
    this.identity = identity(rule, group);
    this.intervalMs = group.interval().toMillis();
  }

  @Override
  void activate() {
    memory.identify(identity, intervalMs);
  }

  private static RuleIdentity identity(AlertingRule rule, RuleGroup group) {
    return RuleIdentity.newBuilder()
        .setSource(group.source())
        .setGroup(group.name())
        .setAlert(rule.name())
        .setExpr(rule.expr())
        .setVersion(rule.version())
        .build();
  }

  @Override
  AlertingRule rule() {
    return rule;
  }

  @Override
  void run(long nowMs) throws RuleException {
    long timestampMs = nowMs - offsetMs;
    List<Value.Sample> results = vector(query.at(timestampMs));
    if (outcomes != null) {
      outcomes.put(nowMs, results);
    }
    List<AlertResult> current = new ArrayList<>(results.size());
    for (Value.Sample result : results) {
      current.add(result(result, nowMs));
    }
    try {
      memory.publish(memory.alerts.advance(policy, current, nowMs), nowMs);
    } catch (AlertException e) {
      memory.publish(e.changes(), nowMs);
      throw new RuleException(String.valueOf(e.getMessage()));
    }
    if (Math.floorDiv(nowMs, REFRESH_MS) > Math.floorDiv(nowMs - intervalMs, REFRESH_MS)) {
      memory.refresh(nowMs);
    }
    for (Alert alert : memory.alerts.all()) {
      if (alert.active()) {
        record(AlertSeries.state(alert), 1, nowMs, timestampMs);
        record(AlertSeries.forState(alert), AlertSeries.forStateValue(alert), nowMs, timestampMs);
      }
    }
    memory.outputs.end(nowMs, timestampMs);
  }

  /**
   * Whether the expression finds other series for an instant of before than it found then.
   *
   * @param before what is evaluated instead of the rule's own query; null: that
   */
  boolean wasOtherwise(long nowMs, @Nullable RuleQuery before) {
    RuleQuery again = before == null ? query : before;
    try {
      return outcomes != null && outcomes.replace(nowMs, vector(again.at(nowMs - offsetMs)));
    } catch (QueryException | RuleException e) {
      return false;
    }
  }

  private void record(Labels labels, double value, long nowMs, long timestampMs)
      throws RuleException {
    OutputSeries series = memory.outputs.series(labels);
    memory.outputs.claim(series, nowMs);
    recorder.sample(series, timestampMs, value);
  }

  private AlertResult result(Value.Sample result, long nowMs) {
    AlertTemplates.Expanded expanded = templates.expand(result, nowMs);
    LabelsBuilder labels = result.labels().toBuilder().remove(Labels.NAME);
    expanded.labels().forEach(labels::set);
    labels.set(AlertSeries.ALERT_NAME, rule.name());
    return new AlertResult(labels.build(), expanded.annotations(), result.value());
  }
}
