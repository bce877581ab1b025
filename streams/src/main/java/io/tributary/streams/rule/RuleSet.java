package io.tributary.streams.rule;

import java.util.List;

/** All groups in force at one time, in order of their sources. */
public record RuleSet(List<RuleGroup> groups) {
  /** No rules. */
  public static final RuleSet EMPTY = new RuleSet(List.of());

  public RuleSet {
    groups = List.copyOf(groups);
  }

  /** How many rules the groups hold together. */
  public int ruleCount() {
    return groups.stream().mapToInt(group -> group.rules().size()).sum();
  }
}
