package io.tributary.streams.eval;

import io.tributary.streams.rule.RuleGroup;
import java.util.List;

/**
 * A group, and where it is evaluated.
 *
 * @param reason why there
 * @param rules in the group's order
 */
public record ScopedGroup(RuleGroup group, Scope scope, String reason, List<PlannedRule> rules) {
  /** Copies the rules. */
  public ScopedGroup {
    rules = List.copyOf(rules);
  }
}
