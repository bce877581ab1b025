package io.tributary.streams.rule;

import java.util.Map;

/** A rule whose result becomes series of a new metric. */
public record RecordingRule(String name, String expr, Map<String, String> labels, int line)
    implements Rule {

  public RecordingRule {
    labels = SortedLabels.copyOf(labels);
  }

  @Override
  public String version() {
    return RuleVersion.of("record", name, expr, labels);
  }
}
