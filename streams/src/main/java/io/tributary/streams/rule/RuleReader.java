package io.tributary.streams.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads and checks one rule, as {@code promtool check rules} does. */
final class RuleReader {
  private static final List<String> KEYS =
      List.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");

  private final Problems problems;
  private final String group;
  private final Map<String, String> groupLabels;

  RuleReader(Problems problems, String group, Map<String, String> groupLabels) {
    this.problems = problems;
    this.group = group;
    this.groupLabels = groupLabels;
  }

  /** The rule, or null where it is none; the problems say why. */
  @Nullable Rule read(Node node, int number) {
    YamlFields fields = new YamlFields(node, "a rule", problems);
    fields.allow("a rule", KEYS);
    String record = fields.text("record");
    String alert = fields.text("alert");
    String where =
        "group \"%s\", rule %d, \"%s\": "
            .formatted(group, number, alert.isEmpty() ? record : alert);
    if (!record.isEmpty() && !alert.isEmpty()) {
      problems.add(
          fields.place("alert"),
          where + "only one of 'record' and 'alert' must be set: make two rules of it");
      return null;
    }
    if (record.isEmpty() && alert.isEmpty()) {
      problems.add(fields.node(), where + "one of 'record' or 'alert' must be set");
      return null;
    }
    String expr = expression(fields, where);
    Map<String, String> labels = fields.texts("labels");
    RuleNames.checkLabels(labels, fields.place("labels"), where, problems);
    int line = problems.line(fields.node());
    Map<String, String> merged = SortedLabels.merge(groupLabels, labels);
    if (!record.isEmpty()) {
      checkRecording(fields, record, where);
      return new RecordingRule(record, expr, merged, line);
    }
    Map<String, String> annotations = fields.texts("annotations");
    RuleNames.checkAnnotations(annotations, fields.place("annotations"), where, problems);
    return new AlertingRule(
        alert,
        expr,
        duration(fields, "for", where),
        duration(fields, "keep_firing_for", where),
        merged,
        annotations,
        line);
  }

  private String expression(YamlFields fields, String where) {
    String expr = fields.text("expr").strip();
    if (expr.isEmpty()) {
      problems.add(fields.place("expr"), where + "field 'expr' must be set in rule");
    }
    return expr;
  }

  private void checkRecording(YamlFields fields, String record, String where) {
    for (String key : List.of("annotations", "for", "keep_firing_for")) {
      if (fields.get(key) != null && !fields.isZero(key)) {
        problems.add(
            fields.place(key),
            where + "invalid field '" + key + "' in recording rule: only alerts have it");
      }
    }
    String complaint = RuleNames.metricComplaint(record);
    if (complaint != null) {
      problems.add(fields.place("record"), where + complaint);
    }
  }

  private Duration duration(YamlFields fields, String key, String where) {
    return GroupReader.duration(fields, key, where, problems, Duration.ZERO);
  }
}
