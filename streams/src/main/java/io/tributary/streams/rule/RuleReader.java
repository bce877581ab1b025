package io.tributary.streams.rule;

import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.promql.syntax.Position;
import io.tributary.streams.template.AlertTemplate;
import io.tributary.streams.template.TemplateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads and checks one rule, as {@code promtool check rules} does. */
final class RuleReader {
  private static final List<String> KEYS =
      List.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");

  /** All of the language: what it has of experiments is no reason to refuse a whole file. */
  private static final Parser PARSER = new Parser(ParserOptions.everything());

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
      // A list or a mapping in their place has been complained about already.
      if (fields.isText("record") && fields.isText("alert")) {
        problems.add(fields.node(), where + "one of 'record' or 'alert' must be set");
      }
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
    checkTemplates(alert, fields, "labels", "label", where);
    checkTemplates(alert, fields, "annotations", "annotation", where);
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
      return expr;
    }
    try {
      PARSER.parse(expr);
    } catch (ParseException e) {
      Position before = new Position(0, e.errors().getFirst().position().start());
      int line = 1 + (int) before.of(expr).chars().filter(c -> c == '\n').count();
      inside(fields, "expr", line, where + "could not parse expression: " + e.getMessage());
    }
    return expr;
  }

  private void checkRecording(YamlFields fields, String record, String where) {
    if (!fields.texts("annotations").isEmpty()) {
      onlyOfAlerts(fields, "annotations", where);
    }
    for (String key : List.of("for", "keep_firing_for")) {
      if (!duration(fields, key, where).isZero()) {
        onlyOfAlerts(fields, key, where);
      }
    }
    String complaint = RuleNames.metricComplaint(record);
    if (complaint != null) {
      problems.add(fields.place("record"), where + complaint);
    }
  }

  private void onlyOfAlerts(YamlFields fields, String key, String where) {
    problems.add(
        fields.place(key),
        where + "invalid field '" + key + "' in recording rule: only alerts have it");
  }

  private void checkTemplates(
      String alert, YamlFields rule, String key, String what, String where) {
    if (!(rule.get(key) instanceof MappingNode mapping)) {
      return;
    }
    // What is wrong with the mapping itself was found when its texts were read.
    YamlFields fields = new YamlFields(mapping, what, new Problems(""));
    for (String name : fields.names()) {
      if (fields.get(name) instanceof ScalarNode template) {
        try {
          AlertTemplate.parse(alert, template.getValue());
        } catch (TemplateException e) {
          String reason = where + what + " \"" + name + "\": " + e.getMessage();
          problems.addInside(template, e.line(), reason);
        }
      }
    }
  }

  private void inside(YamlFields fields, String key, int line, String reason) {
    if (fields.get(key) instanceof ScalarNode text) {
      problems.addInside(text, line, reason);
    }
  }

  private Duration duration(YamlFields fields, String key, String where) {
    return GroupReader.duration(fields, key, where, problems, Duration.ZERO);
  }
}
