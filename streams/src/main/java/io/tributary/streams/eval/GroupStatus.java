package io.tributary.streams.eval;

import io.tributary.streams.alert.Alert;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of one task after an evaluation.
 *
 * @param rules in the group's order
 * @param tookNs how long its latest evaluation took
 */
public record GroupStatus(RuleGroup group, List<RuleStatus> rules, long tookNs) {
  /** Copies the rules. */
  public GroupStatus {
    rules = List.copyOf(rules);
  }

  /**
   * A rule after an evaluation.
   *
   * @param lastError why the last evaluation failed, or null where it did not
   * @param lastEvaluationMs the instant last evaluated, 0 before the first
   * @param alerts of an alerting rule: the pending and firing ones
   * @param waiting whether its present text waits for windows to be filled from the log
   */
  public record RuleStatus(
      Rule rule,
      @Nullable String lastError,
      long lastEvaluationMs,
      List<Alert> alerts,
      boolean waiting) {
    /** Copies the alerts. */
    public RuleStatus {
      alerts = List.copyOf(alerts);
    }
  }

  static GroupStatus of(GroupRuntime group) {
    return new GroupStatus(
        group.group(), group.slots().stream().map(RuleSlot::status).toList(), group.tookNs());
  }

  static RuleStatus of(Rule rule, RuleRuntime runtime, boolean waiting) {
    return new RuleStatus(
        rule,
        runtime.lastError(),
        runtime.lastEvaluationMs(),
        runtime.memory.alerts.all().stream().filter(Alert::active).toList(),
        waiting);
  }
}
