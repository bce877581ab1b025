package io.tributary.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** What is checked inside a rule: its expression and its templates. */
class RuleCheckTest {
  private static String problem(String text) {
    List<RuleProblem> problems = RuleFileTest.parse(text).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst().toString();
  }

  @Test
  void expression_isParsed_andItsErrorNamesTheLineOfTheFile() {
    assertThat(
            problem(
                """
                groups:
                - name: g
                  rules:
                  - record: a
                    expr: |
                      sum by (job) (
                        rate(up[5m)
                      )
                """))
        .startsWith("rules.yml:7: group \"g\", rule 1, \"a\": could not parse expression: 2:")
        .contains("parse error");
  }

  @Test
  void expressionInOneLine_isNamedWithItsColumn() {
    assertThat(problem("groups:\n- name: g\n  rules: [{record: a, expr: 'sum('}]\n"))
        .startsWith("rules.yml:3:29: group \"g\", rule 1, \"a\": could not parse expression: 1:5:");
  }

  @Test
  void templates_areParsed_andTheirErrorsNameTheLineOfTheFile() {
    assertThat(
            problem(
                """
                groups:
                - name: g
                  rules:
                  - alert: Down
                    expr: up == 0
                    annotations:
                      summary: fine
                      description: |
                        first line
                        {{ $label.instance }} is down
                """))
        .isEqualTo(
            "rules.yml:10: group \"g\", rule 1, \"Down\": annotation \"description\": template:"
                + " __alert_Down:2: undefined variable \"$label\"");
  }

  @Test
  void templatesOfARecordingRule_areTextsLikeAnyOther() {
    assertThat(
            RuleFileTest.parse(
                    "groups: [{name: g, rules: [{record: a, expr: up, labels: {b: '{{'}}]}]")
                .problems())
        .isEmpty();
  }

  /** Prometheus's own cases, from the folder that {@code rules.cases.dir} names, if any. */
  @TestFactory
  Stream<DynamicTest> upstreamCases() throws IOException {
    String folder = System.getProperty("rules.cases.dir", "");
    if (folder.isEmpty()) {
      return Stream.empty();
    }
    List<Map<String, Object>> cases =
        new Yaml().load(Files.readString(Path.of(folder, "template-parsing-cases.json")));
    return cases.stream()
        .map(
            c ->
                dynamicTest(
                    "line " + c.get("line"),
                    () -> {
                      String rules = Objects.requireNonNull(c.get("ruleString")).toString();
                      assertThat(RuleFileTest.parse(rules).valid()).isEqualTo(c.get("shouldPass"));
                    }));
  }
}
