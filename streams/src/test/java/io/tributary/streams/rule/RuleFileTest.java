package io.tributary.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleFileTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  static RuleFile parse(String text) {
    return RuleFile.parse("rules.yml", text, MINUTE);
  }

  private static String firstProblem(String text) {
    RuleFile file = parse(text);
    assertThat(file.problems()).isNotEmpty();
    return file.problems().getFirst().toString();
  }

  /** One rule of one group, the given lines indented under it. */
  private static String rule(String lines) {
    return "groups:\n- name: g\n  rules:\n  - " + lines.strip().replace("\n", "\n    ") + "\n";
  }

  @Test
  void everyKey_isRead() {
    RuleFile file =
        parse(
            """
            groups:
            - name: nodes
              interval: 30s
              query_offset: 1m30s
              limit: 10
              labels: {team: infra, tier: low}
              partial_response_strategy: warn
              rules:
              - record: cluster:cpu:rate5m
                expr: |
                  sum by (cluster) (rate(cpu_seconds_total[5m]))
                labels: {tier: high, gone: ""}
              - alert: HighCpu
                expr: cluster:cpu:rate5m > 0.8
                for: 5m
                keep_firing_for: 2m
                labels: {severity: warning}
                annotations: {summary: "{{ $labels.cluster }} is busy"}
            """);

    assertThat(file.problems()).isEmpty();
    RecordingRule recording =
        new RecordingRule(
            "cluster:cpu:rate5m",
            "sum by (cluster) (rate(cpu_seconds_total[5m]))",
            Map.of("team", "infra", "tier", "high", "gone", ""),
            9);
    AlertingRule alerting =
        new AlertingRule(
            "HighCpu",
            "cluster:cpu:rate5m > 0.8",
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Map.of("team", "infra", "tier", "low", "severity", "warning"),
            Map.of("summary", "{{ $labels.cluster }} is busy"),
            13);
    RuleGroup group = file.groups().getFirst();
    assertThat(group.key()).isEqualTo("rules.yml/nodes");
    assertThat(group.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(group.queryOffset()).isEqualTo(Duration.ofSeconds(90));
    assertThat(group.limit()).isEqualTo(10);
    assertThat(group.extensions()).containsEntry("partial_response_strategy", "warn");
    assertThat(group.rules()).containsExactly(recording, alerting);
  }

  @Test
  void corrections_areAskedForByAKeyOfTheGroup() {
    String group = "groups:\n- name: g\n  corrections: %s\n  rules: []\n";
    assertThat(parse(group.formatted("true")).groups().getFirst().corrections()).isTrue();
    assertThat(parse(group.formatted("false")).groups().getFirst().corrections()).isFalse();
    assertThat(firstProblem(group.formatted("yes")))
        .endsWith("group \"g\": corrections must be true or false: was \"yes\"");
  }

  @Test
  void groupWithoutInterval_takesTheDefault() {
    RuleFile file = parse("groups:\n- name: g\n  rules: []\n");
    assertThat(file.groups().getFirst().interval()).isEqualTo(MINUTE);
  }

  @Test
  void emptyFile_hasNoGroups() {
    assertThat(parse("# nothing yet\n")).isEqualTo(parse("groups: []"));
  }

  @Test
  void unknownKey_isRefusedByNameWithTheLikelyOne() {
    assertThat(firstProblem(rule("record: a\nexpr: up\nlabel: {a: b}")))
        .isEqualTo("rules.yml:6:5: unknown key \"label\" in a rule: did you mean \"labels\"?");
  }

  @Test
  void unknownKeyOfAGroup_isRefusedWithTheKeysThatExist() {
    assertThat(firstProblem("groups:\n- name: g\n  concurrency_limit: 3\n  rules: []\n"))
        .startsWith("rules.yml:3:3: unknown key \"concurrency_limit\" in a group: remove it;")
        .contains("query_offset");
  }

  @Test
  void keyTwice_isRefused() {
    assertThat(firstProblem(rule("record: a\nexpr: up\nexpr: down")))
        .isEqualTo("rules.yml:6:5: key \"expr\" is there twice, first in line 5: remove one");
  }

  @Test
  void recordAndAlert_isRefused() {
    assertThat(firstProblem(rule("record: a\nalert: B\nexpr: up")))
        .contains("rules.yml:5:12: group \"g\", rule 1, \"B\": only one of 'record' and 'alert'");
  }

  @Test
  void neitherRecordNorAlert_isRefused() {
    assertThat(firstProblem(rule("expr: up"))).contains("one of 'record' or 'alert' must be set");
  }

  @Test
  void missingExpr_isRefused() {
    assertThat(firstProblem(rule("record: a"))).contains("field 'expr' must be set in rule");
  }

  @Test
  void alertFieldsOfARecordingRule_areRefused() {
    assertThat(parse(rule("record: a\nexpr: up\nfor: 5m\nannotations: {a: b}")).problems())
        .extracting(RuleProblem::reason)
        .anySatisfy(r -> assertThat(r).contains("invalid field 'for' in recording rule"))
        .anySatisfy(r -> assertThat(r).contains("invalid field 'annotations' in recording rule"));
    assertThat(parse(rule("record: a\nexpr: up\nfor: 0s\nannotations: {}")).problems()).isEmpty();
  }

  @Test
  void recordWithBraces_isRefused() {
    assertThat(firstProblem(rule("record: a{b=\"c\"}\nexpr: up")))
        .contains("braces present in the recording rule name; should it be in expr?");
  }

  @Test
  void metricNameAsLabel_isRefused() {
    assertThat(firstProblem(rule("record: a\nexpr: up\nlabels: {__name__: b}")))
        .contains("invalid label name: __name__");
  }

  @Test
  void badDuration_isRefusedWithAnExample() {
    assertThat(firstProblem(rule("alert: A\nexpr: up\nfor: 5 minutes")))
        .isEqualTo(
            "rules.yml:6:10: group \"g\", rule 1, \"A\": for: unknown unit \" minutes\" in "
                + "duration \"5 minutes\": write it like 30s, 5m or 1h30m");
  }

  @Test
  void groupNameTwice_isRefusedAcrossDocumentsToo() {
    assertThat(firstProblem("groups:\n- name: g\n  rules: []\n---\ngroups:\n- name: g\n"))
        .isEqualTo(
            "rules.yml:6:9: groupname: \"g\" is repeated in the same file, first in line 2:"
                + " rename one");
  }

  @Test
  void problems_areInTheOrderOfTheFile() {
    assertThat(parse(rule("alert: A\nexpr: sum(\nfro: 1m\nfor: x")).problems())
        .extracting(RuleProblem::line)
        .containsExactly(5, 6, 7);
  }

  @Test
  void brokenYaml_namesTheLine() {
    assertThat(firstProblem("groups:\n- name: g\n   rules: []\n"))
        .startsWith("rules.yml:3:")
        .contains("not valid YAML");
  }

  @Test
  void wrongTypes_areRefused() {
    assertThat(firstProblem("groups: {}")).contains("\"groups\" must be a list");
    assertThat(firstProblem("- groups")).contains("a document must be a mapping");
    assertThat(firstProblem(rule("record: [a]\nexpr: up"))).contains("must be a single value");
    assertThat(firstProblem("groups:\n- name: g\n  limit: many\n"))
        .contains("limit must be a whole number");
  }

  @Test
  void anchorsAndMerges_areResolved() {
    RuleFile file =
        parse(
            """
            groups:
            - name: g
              rules:
              - &base
                alert: A
                expr: &up up == 0
                for: 5m
              - <<: *base
                alert: B
              - record: c
                expr: *up
            """);
    assertThat(file.problems()).isEmpty();
    assertThat(file.groups().getFirst().rules())
        .extracting(Rule::name, Rule::expr)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("A", "up == 0"),
            org.assertj.core.groups.Tuple.tuple("B", "up == 0"),
            org.assertj.core.groups.Tuple.tuple("c", "up == 0"));
  }

  @Test
  void mergeOfItself_endsWithAProblem() {
    assertThat(firstProblem("groups:\n- &a\n  <<: *a\n  name: g\n")).contains("<<");
  }

  @Test
  void version_changesWithTheRuleButNotWithItsPlace() {
    Rule rule = parse(rule("record: a\nexpr: up")).groups().getFirst().rules().getFirst();
    Rule moved =
        parse("# moved\n" + rule("record: a\nexpr: up")).groups().getFirst().rules().getFirst();
    Rule other = parse(rule("record: a\nexpr: up > 0")).groups().getFirst().rules().getFirst();

    assertThat(moved).isNotEqualTo(rule);
    assertThat(moved.version()).isEqualTo(rule.version()).isNotEqualTo(other.version());
  }
}
