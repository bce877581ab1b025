package io.tributary.standalone.run;

import io.tributary.hub.api.RuleCatalog;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.alert.AlertPhase;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of all instances, as the query API shows them. */
final class RuleStateCatalog implements RuleCatalog {
  private final RuleInstances instances;
  private volatile List<String> warnings = List.of();

  RuleStateCatalog(RuleInstances instances) {
    this.instances = instances;
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public List<Group> groups() {
    RuleInstances.Answer answer = instances.ask();
    warnings = List.copyOf(answer.warnings());
    List<Group> groups = new ArrayList<>();
    for (GroupStatus group : answer.states().groups()) {
      List<Rule> rules = new ArrayList<>();
      long lastMs = 0;
      for (GroupStatus.RuleStatus rule : group.rules()) {
        rules.add(rule(rule));
        lastMs = Math.max(lastMs, rule.lastEvaluationMs());
      }
      groups.add(
          new Group(
              group.group().name(),
              group.group().source(),
              group.group().interval(),
              group.group().limit(),
              rules,
              Duration.ofNanos(group.tookNs()),
              instant(lastMs)));
    }
    return groups;
  }

  private static Rule rule(GroupStatus.RuleStatus status) {
    return switch (status.rule()) {
      case RecordingRule rule ->
          new Recording(rule.name(), rule.expr(), Labels.of(rule.labels()), health(status));
      case AlertingRule rule ->
          new Alerting(
              rule.name(),
              rule.expr(),
              rule.holdFor(),
              rule.keepFiringFor(),
              Labels.of(rule.labels()),
              rule.annotations(),
              status.alerts().stream().map(RuleStateCatalog::alert).toList(),
              health(status));
    };
  }

  private static Alert alert(io.tributary.streams.alert.Alert alert) {
    return new Alert(
        alert.labels(),
        alert.annotations(),
        alert.phase() == AlertPhase.FIRING,
        Instant.ofEpochMilli(alert.activeAtMs()),
        instant(alert.keepFiringSinceMs()),
        alert.value());
  }

  private static Health health(GroupStatus.RuleStatus status) {
    String error =
        status.waiting() && status.lastError() == null
            ? "its windows are being filled from the log"
            : status.lastError();
    String health = status.lastEvaluationMs() == 0 ? "unknown" : error == null ? "ok" : "err";
    return new Health(
        health, error == null ? "" : error, Duration.ZERO, instant(status.lastEvaluationMs()));
  }

  private static @Nullable Instant instant(long epochMs) {
    return epochMs == 0 ? null : Instant.ofEpochMilli(epochMs);
  }
}
