package io.tributary.streams.unittest;

import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.promql.syntax.SeriesDescriptionParser;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.rule.Problems;
import io.tributary.streams.rule.YamlDocuments;
import io.tributary.streams.rule.YamlFields;
import io.tributary.streams.template.PrometheusDuration;
import io.tributary.streams.unittest.RuleTestCase.AlertCheck;
import io.tributary.streams.unittest.RuleTestCase.ExpectedSample;
import io.tributary.streams.unittest.RuleTestCase.FiringAlert;
import io.tributary.streams.unittest.RuleTestCase.QueryCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a file of rule unit tests. */
final class RuleTestReader {
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  private final Problems problems;

  RuleTestReader(String path) {
    problems = new Problems(path);
  }

  RuleTestFile read(String text) {
    List<String> ruleFiles = new ArrayList<>();
    List<String> groupOrder = new ArrayList<>();
    List<RuleTestCase> cases = new ArrayList<>();
    Duration interval = DEFAULT_INTERVAL;
    boolean fuzzy = false;
    for (Node document : YamlDocuments.read(text, problems)) {
      YamlFields file = new YamlFields(document, "a test file", problems);
      file.allow(
          "a test file",
          List.of(
              "rule_files", "evaluation_interval", "group_eval_order", "fuzzy_compare", "tests"));
      ruleFiles.addAll(texts(file, "rule_files"));
      groupOrder.addAll(texts(file, "group_eval_order"));
      interval = duration(file, "evaluation_interval", DEFAULT_INTERVAL);
      fuzzy = file.text("fuzzy_compare").equals("true");
      for (Node test : file.list("tests")) {
        cases.add(test(new YamlFields(test, "a test", problems), interval));
      }
    }
    return new RuleTestFile(ruleFiles, interval, groupOrder, fuzzy, cases, problems.found());
  }

  private RuleTestCase test(YamlFields test, Duration evaluationInterval) {
    test.allow(
        "a test",
        List.of(
            "interval",
            "name",
            "input_series",
            "alert_rule_test",
            "promql_expr_test",
            "external_labels",
            "external_url"));
    List<SeriesDescription> series = new ArrayList<>();
    for (Node node : test.list("input_series")) {
      YamlFields one = new YamlFields(node, "an input series", problems);
      one.allow("an input series", List.of("series", "values"));
      SeriesDescription described = series(one, "values", one.text("series"), one.text("values"));
      series.add(described);
    }
    List<AlertCheck> alertChecks = new ArrayList<>();
    for (Node node : test.list("alert_rule_test")) {
      alertChecks.add(alertCheck(new YamlFields(node, "a test of alerts", problems)));
    }
    List<QueryCheck> queryChecks = new ArrayList<>();
    for (Node node : test.list("promql_expr_test")) {
      queryChecks.add(queryCheck(new YamlFields(node, "a test of a query", problems)));
    }
    return new RuleTestCase(
        test.text("name"),
        duration(test, "interval", evaluationInterval),
        series,
        alertChecks,
        queryChecks,
        Labels.of(test.texts("external_labels")),
        test.text("external_url"));
  }

  private AlertCheck alertCheck(YamlFields check) {
    check.allow("a test of alerts", List.of("eval_time", "alertname", "exp_alerts"));
    String alert = check.text("alertname");
    List<FiringAlert> expected = new ArrayList<>();
    for (Node node : check.list("exp_alerts")) {
      YamlFields one = new YamlFields(node, "an alert", problems);
      one.allow("an alert", List.of("exp_labels", "exp_annotations"));
      Map<String, String> labels = new TreeMap<>(one.texts("exp_labels"));
      labels.put("alertname", alert);
      expected.add(new FiringAlert(Labels.of(labels), one.texts("exp_annotations")));
    }
    return new AlertCheck(duration(check, "eval_time", Duration.ZERO).toMillis(), alert, expected);
  }

  private QueryCheck queryCheck(YamlFields check) {
    check.allow("a test of a query", List.of("expr", "eval_time", "exp_samples"));
    List<ExpectedSample> expected = new ArrayList<>();
    for (Node node : check.list("exp_samples")) {
      YamlFields one = new YamlFields(node, "a sample", problems);
      one.allow("a sample", List.of("labels", "value", "histogram"));
      String histogram = one.text("histogram");
      String labels = one.text("labels").isEmpty() ? "{}" : one.text("labels");
      SeriesDescription described =
          series(one, "labels", labels, histogram.isEmpty() ? "0" : histogram);
      double value = number(one, "value");
      if (!described.items().isEmpty()) {
        expected.add(
            new ExpectedSample(
                described.labels(), value, described.items().getFirst().histogram()));
      }
    }
    return new QueryCheck(
        duration(check, "eval_time", Duration.ZERO).toMillis(), check.text("expr"), expected);
  }

  private SeriesDescription series(YamlFields at, String key, String labels, String values) {
    try {
      return SeriesDescriptionParser.parse(labels + " " + values);
    } catch (ParseException e) {
      problems.add(at.place(key), String.valueOf(e.getMessage()));
      return new SeriesDescription(Labels.EMPTY, List.of());
    }
  }

  private double number(YamlFields fields, String key) {
    String text = fields.text(key);
    try {
      return switch (text) {
        case "" -> 0;
        case "+Inf", "Inf", "inf", ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
        case "-Inf", "-inf", "-.inf" -> Double.NEGATIVE_INFINITY;
        case ".nan", ".NaN", "nan" -> Double.NaN;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      problems.add(fields.place(key), "\"" + text + "\" is not a number");
      return 0;
    }
  }

  private Duration duration(YamlFields fields, String key, Duration absent) {
    String text = fields.text(key);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      return PrometheusDuration.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(fields.place(key), key + ": " + e.getMessage() + ": write it like 30s or 5m");
      return absent;
    }
  }

  private List<String> texts(YamlFields fields, String key) {
    List<String> texts = new ArrayList<>();
    for (Node node : fields.list(key)) {
      if (node instanceof ScalarNode scalar) {
        texts.add(scalar.getValue());
      } else {
        problems.add(node, "an element of \"" + key + "\" must be a single text");
      }
    }
    return texts;
  }
}
