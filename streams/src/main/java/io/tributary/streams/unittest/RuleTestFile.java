package io.tributary.streams.unittest;

import io.tributary.streams.rule.RuleProblem;
import java.time.Duration;
import java.util.List;

/**
 * A file of rule unit tests, read and checked: what <a
 * href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/">promtool</a>
 * takes.
 *
 * @param ruleFiles names and patterns of rule files, from the test file's folder
 * @param evaluationInterval between evaluations of all groups, whatever their own interval
 * @param groupOrder the groups in the order of evaluation; others come before them
 * @param fuzzy whether values that are neighbours among the doubles are equal
 * @param problems what is wrong with the file; it is not to be run then
 */
public record RuleTestFile(
    List<String> ruleFiles,
    Duration evaluationInterval,
    List<String> groupOrder,
    boolean fuzzy,
    List<RuleTestCase> cases,
    List<RuleProblem> problems) {
  /** Copies the lists. */
  public RuleTestFile {
    ruleFiles = List.copyOf(ruleFiles);
    groupOrder = List.copyOf(groupOrder);
    cases = List.copyOf(cases);
    problems = List.copyOf(problems);
  }

  /** Reads the text of a file; {@code path} names it in problems. */
  public static RuleTestFile parse(String path, String text) {
    return new RuleTestReader(path).read(text);
  }
}
