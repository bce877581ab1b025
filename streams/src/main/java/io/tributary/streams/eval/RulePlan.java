package io.tributary.streams.eval;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All groups in force, in their order, each with its scope. */
public record RulePlan(List<ScopedGroup> groups) {
  /** No rules. */
  public static final RulePlan EMPTY = new RulePlan(List.of());

  /** Copies the groups. */
  public RulePlan {
    groups = List.copyOf(groups);
  }

  /** The groups that each partition evaluates, in their order. */
  public List<ScopedGroup> local() {
    return groups.stream().filter(group -> group.scope() == Scope.LOCAL).toList();
  }

  /** The groups that are evaluated in one place, in their order. */
  public List<ScopedGroup> merged() {
    return groups.stream().filter(group -> group.scope() != Scope.LOCAL).toList();
  }

  /** What the task of each partition has to do. */
  public TaskRules ofPartition() {
    Set<String> merged = new HashSet<>();
    for (ScopedGroup group : merged()) {
      RuleId.of(group.group()).forEach(id -> merged.add(id.key()));
    }
    return new TaskRules(local(), partials(), merged);
  }

  /** What the merger has to do. */
  public TaskRules ofMerger() {
    return new TaskRules(merged(), List.of(), Set.of());
  }

  /** What each partition evaluates for the merged groups, each once. */
  public List<Partial> partials() {
    Map<String, Partial> byId = new LinkedHashMap<>();
    for (ScopedGroup group : groups) {
      for (PlannedRule rule : group.rules()) {
        RuleName name = new RuleName(group.group().key(), rule.rule().name());
        for (Partial partial : rule.partials()) {
          byId.put(partial.id(), byId.getOrDefault(partial.id(), partial).with(name));
        }
      }
    }
    return List.copyOf(byId.values());
  }
}
