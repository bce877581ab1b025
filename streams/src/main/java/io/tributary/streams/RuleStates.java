package io.tributary.streams;

import io.tributary.streams.alert.Alert;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.eval.GroupStatus.RuleStatus;
import io.tributary.streams.rule.RuleGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How rules and alerts stand, as of the latest evaluations.
 *
 * @param byTask the groups of each task of this instance: a local group is there once a partition,
 *     each time with the alerts of that partition's clusters
 */
public record RuleStates(Map<String, List<GroupStatus>> byTask) {
  /** Copies the map. */
  public RuleStates {
    byTask = Map.copyOf(byTask);
  }

  /** Each group once, with the alerts of all tasks, in order of {@link RuleGroup#key}. */
  public List<GroupStatus> groups() {
    Map<String, GroupStatus> merged = new LinkedHashMap<>();
    byTask.keySet().stream()
        .sorted()
        .flatMap(task -> byTask.getOrDefault(task, List.of()).stream())
        .sorted((a, b) -> a.group().key().compareTo(b.group().key()))
        .forEach(group -> merged.merge(group.group().key(), group, RuleStates::merge));
    return List.copyOf(merged.values());
  }

  private static GroupStatus merge(GroupStatus a, GroupStatus b) {
    if (!a.group().equals(b.group())) {
      // While rules change, one task may be a step ahead of another.
      return a;
    }
    List<RuleStatus> rules = new ArrayList<>();
    for (int i = 0; i < a.rules().size(); i++) {
      rules.add(merge(a.rules().get(i), b.rules().get(i)));
    }
    return new GroupStatus(a.group(), rules, Math.max(a.tookNs(), b.tookNs()));
  }

  private static RuleStatus merge(RuleStatus a, RuleStatus b) {
    List<Alert> alerts = new ArrayList<>(a.alerts());
    alerts.addAll(b.alerts());
    return new RuleStatus(
        a.rule(),
        a.lastError() == null ? b.lastError() : a.lastError(),
        Math.max(a.lastEvaluationMs(), b.lastEvaluationMs()),
        alerts,
        a.waiting() || b.waiting());
  }
}
