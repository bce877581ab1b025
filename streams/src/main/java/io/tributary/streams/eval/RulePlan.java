package io.tributary.streams.eval;

import io.tributary.streams.rule.RuleGroup;
import java.util.List;

/** All groups in force, in their order, each with its scope. */
public record RulePlan(List<ScopedGroup> groups) {
  /** No rules. */
  public static final RulePlan EMPTY = new RulePlan(List.of());

  /** Copies the groups. */
  public RulePlan {
    groups = List.copyOf(groups);
  }

  /** The groups of one scope, in their order. */
  public List<RuleGroup> of(Scope scope) {
    return groups.stream().filter(group -> group.scope() == scope).map(ScopedGroup::group).toList();
  }
}
