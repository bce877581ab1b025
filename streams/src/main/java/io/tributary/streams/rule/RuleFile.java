package io.tributary.streams.rule;

import java.time.Duration;
import java.util.List;

/**
 * One file of rules, read and checked.
 *
 * @param groups those it defines; not to be used where there are problems
 * @param problems all that is wrong with it; empty where it is valid
 */
public record RuleFile(String path, List<RuleGroup> groups, List<RuleProblem> problems) {
  public RuleFile {
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a rule file of Prometheus, or manifests: {@code PrometheusRule}, lists of them, and
   * {@code ConfigMap}s that hold rule files. Manifests of other kinds have no rules.
   *
   * @param path names the file in problems, and as the source of its groups
   * @param defaultInterval of groups without one
   */
  public static RuleFile parse(String path, String text, Duration defaultInterval) {
    Problems problems = new Problems(path);
    List<RuleGroup> groups = new RuleDocuments(path, defaultInterval, problems).read(text);
    return new RuleFile(path, groups, problems.found());
  }

  /** Whether the whole file may be used. A file with one problem is refused whole. */
  public boolean valid() {
    return problems.isEmpty();
  }

  /** How many rules the groups hold together. */
  public int ruleCount() {
    return groups.stream().mapToInt(group -> group.rules().size()).sum();
  }
}
