package io.tributary.streams.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Rules evaluated in order at the same instants, each seeing the results of those before it.
 *
 * @param source the file, or {@code namespace/name} of the {@code PrometheusRule}
 * @param name unique within the source
 * @param interval between evaluations: the group's own, else the configured one
 * @param queryOffset how far before the instant of evaluation the expressions look
 * @param limit the most alerts or series that a rule of the group may yield; 0: no limit
 * @param labels already merged into the labels of each rule
 * @param corrections whether results that late samples would have changed are published again
 * @param extensions keys of other rulers, kept but without effect here, such as {@code
 *     partial_response_strategy}
 */
public record RuleGroup(
    String source,
    String name,
    Duration interval,
    Duration queryOffset,
    int limit,
    Map<String, String> labels,
    List<Rule> rules,
    boolean corrections,
    Map<String, String> extensions) {

  public RuleGroup {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("interval must be > 0: was " + interval);
    }
    if (limit < 0) {
      throw new IllegalArgumentException("limit must be >= 0: was " + limit);
    }
    labels = SortedLabels.copyOf(labels);
    rules = List.copyOf(rules);
    extensions = SortedLabels.copyOf(extensions);
  }

  /** The same with corrections. */
  RuleGroup withCorrections() {
    return new RuleGroup(
        source, name, interval, queryOffset, limit, labels, rules, true, extensions);
  }

  /** A short text that changes when anything changes that results follow from. */
  public String version() {
    return RuleVersion.of(interval, queryOffset, limit, rules.stream().map(Rule::version).toList());
  }

  /** What names the group among all groups: {@code source/name}. */
  public String key() {
    return source + "/" + name;
  }
}
