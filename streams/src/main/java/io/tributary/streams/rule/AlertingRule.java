package io.tributary.streams.rule;

import java.time.Duration;
import java.util.Map;

/**
 * A rule each of whose results is an alert.
 *
 * @param holdFor how long a result must last before its alert fires ({@code for}); zero: at once
 * @param keepFiringFor how long an alert goes on firing after its result is gone
 * @param annotations templates by name, sorted by name
 */
public record AlertingRule(
    String name,
    String expr,
    Duration holdFor,
    Duration keepFiringFor,
    Map<String, String> labels,
    Map<String, String> annotations,
    int line)
    implements Rule {

  public AlertingRule {
    labels = SortedLabels.copyOf(labels);
    annotations = SortedLabels.copyOf(annotations);
  }

  @Override
  public String version() {
    return RuleVersion.of("alert", name, expr, holdFor, keepFiringFor, labels, annotations);
  }
}
