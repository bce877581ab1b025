package io.tributary.streams.eval;

import io.tributary.streams.rule.RuleGroup;
import java.util.List;

/**
 * One group of one task: its rules are evaluated in order at the same instant, and each sees what
 * those before it yielded. Of one thread.
 */
final class GroupRuntime {
  private final RuleGroup group;
  private final List<RuleRuntime> rules;
  private final long intervalMs;
  private final Emissions emissions;
  private final EvaluationMetrics.Group metrics;

  GroupRuntime(
      RuleGroup group,
      List<RuleRuntime> rules,
      Emissions emissions,
      EvaluationMetrics.Group metrics) {
    this.group = group;
    this.rules = List.copyOf(rules);
    this.intervalMs = group.interval().toMillis();
    this.emissions = emissions;
    this.metrics = metrics;
  }

  RuleGroup group() {
    return group;
  }

  List<RuleRuntime> rules() {
    return rules;
  }

  /** Every instant until this one was evaluated before the task was started. */
  void restore(long evaluatedUntilMs) {
    long last = Math.floorDiv(evaluatedUntilMs, intervalMs) * intervalMs;
    rules.forEach(rule -> rule.restore(last));
  }

  /** The first instant after {@code timestampMs} that the group is evaluated for. */
  long nextAfter(long timestampMs) {
    return (Math.floorDiv(timestampMs, intervalMs) + 1) * intervalMs;
  }

  boolean isDue(long nowMs) {
    return Math.floorMod(nowMs, intervalMs) == 0;
  }

  void evaluate(long nowMs) {
    long started = System.nanoTime();
    int failed = 0;
    for (RuleRuntime rule : rules) {
      failed += rule.evaluate(nowMs) ? 0 : 1;
    }
    emissions.endGroup(nowMs);
    metrics.evaluated(nowMs, rules.size(), failed, System.nanoTime() - started);
  }
}
