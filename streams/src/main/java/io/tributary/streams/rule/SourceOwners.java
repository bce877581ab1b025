package io.tributary.streams.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Sees to it that no two files define the same source: two manifests of one namespace and name are
 * one object to a cluster, and which one counted would be chance.
 */
final class SourceOwners {
  private final Map<String, String> pathBySource = new HashMap<>();

  /** The file, with a problem more where a file before it has one of its sources. */
  RuleFile check(RuleFile file) {
    List<RuleProblem> problems = new ArrayList<>(file.problems());
    TreeSet<String> sources = new TreeSet<>();
    file.groups().forEach(group -> sources.add(group.source()));
    for (String source : sources) {
      String owner = pathBySource.putIfAbsent(source, file.path());
      if (owner != null) {
        problems.add(
            new RuleProblem(
                file.path(),
                0,
                0,
                "PrometheusRule %s is already defined in %s: rename or remove one"
                    .formatted(source, owner)));
      }
    }
    return new RuleFile(file.path(), file.groups(), problems);
  }
}
