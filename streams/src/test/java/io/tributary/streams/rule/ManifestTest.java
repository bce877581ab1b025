package io.tributary.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final String SPEC =
      """
      spec:
        groups:
        - name: g
          rules:
          - record: a
            expr: up
      """;

  private static String manifest(String name) {
    return "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: "
        + name
        + "\n  namespace: monitoring\n"
        + SPEC;
  }

  @Test
  void prometheusRules_inOneFile_areSourcesOfTheirOwn() {
    RuleFile file = RuleFileTest.parse(manifest("one") + "---\n" + manifest("two"));
    assertThat(file.problems()).isEmpty();
    assertThat(file.groups())
        .extracting(RuleGroup::key)
        .containsExactly("monitoring/one/g", "monitoring/two/g");
  }

  @Test
  void corrections_areAskedForByAnAnnotation() {
    String annotated =
        manifest("one")
            .replace(
                "metadata:\n", "metadata:\n  annotations: {tributary.io/corrections: \"true\"}\n");
    RuleFile file = RuleFileTest.parse(annotated + "---\n" + manifest("two"));
    assertThat(file.problems()).isEmpty();
    assertThat(file.groups()).extracting(RuleGroup::corrections).containsExactly(true, false);
  }

  @Test
  void list_holdsManifests() {
    String item = "- " + manifest("one").strip().replace("\n", "\n  ") + "\n";
    RuleFile file = RuleFileTest.parse("apiVersion: v1\nkind: List\nitems:\n" + item);
    assertThat(file.problems()).isEmpty();
    assertThat(file.groups()).extracting(RuleGroup::source).containsExactly("monitoring/one");
  }

  @Test
  void manifestWithoutName_isRefused() {
    RuleFile file = RuleFileTest.parse("apiVersion: v1\nkind: PrometheusRule\n" + SPEC);
    assertThat(file.problems())
        .singleElement()
        .asString()
        .isEqualTo("rules.yml:1:1: a PrometheusRule must have a metadata.name");
  }

  @Test
  void manifestWithGroupsBesideSpec_isRefused() {
    RuleFile file =
        RuleFileTest.parse("kind: PrometheusRule\nmetadata: {name: a}\ngroups: []\nspec: {}\n");
    assertThat(file.problems())
        .singleElement()
        .asString()
        .contains("unknown key \"groups\" in a PrometheusRule");
  }

  @Test
  void otherKinds_haveNoRules() {
    RuleFile file =
        RuleFileTest.parse(
            "apiVersion: v1\nkind: Service\nspec: {ports: []}\n---\n" + manifest("a"));
    assertThat(file.problems()).isEmpty();
    assertThat(file.groups()).hasSize(1);
  }

  @Test
  void configMap_holdsRuleFiles_andProblemsNameTheLineOfTheWholeFile() {
    RuleFile file =
        RuleFileTest.parse(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: rules}
            data:
              settings.ini: "a=b"
              nodes.yaml: |
                groups:
                - name: g
                  rules:
                  - record: a
                    expr: up
                  - record: b
            """);
    assertThat(file.groups()).extracting(RuleGroup::source).containsExactly("rules.yml/nodes.yaml");
    assertThat(file.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.line()).isEqualTo(12));
  }
}
