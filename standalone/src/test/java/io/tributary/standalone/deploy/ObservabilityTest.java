package io.tributary.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleFile;
import io.tributary.streams.rule.RuleLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and dashboards: they load, they parse, and they ask for metrics that exist. */
class ObservabilityTest {
  private static final Path ROOT = Documents.root();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Path DASHBOARD = ROOT.resolve("k8s/grafana/multi-cluster.json");

  private final Parser parser = new Parser(ParserOptions.stable());

  private List<String> dashboardQueries() {
    JsonNode dashboard = Documents.one(DASHBOARD);
    return Documents.everywhere(dashboard.path("panels"), "expr").stream()
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void rulesOfTheFirstUser_load() {
    RuleLoader.Loaded loaded =
        new RuleLoader(List.of(ROOT.resolve("k8s/base/rules")), MINUTE).load();
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.rules().groups())
        .flatExtracting(g -> g.rules().stream().map(Rule::name).toList())
        .containsExactly(
            "HighCPUUsage", "HighMemoryUsage", "PodCrashLooping", "cluster:cpu_usage:rate5m");
    assertThat(loaded.rules().groups())
        .flatExtracting(g -> g.rules())
        .filteredOn(AlertingRule.class::isInstance)
        .allSatisfy(r -> assertThat(((AlertingRule) r).holdFor()).isEqualTo(Duration.ofMinutes(5)));
  }

  @Test
  void rulesForTributaryItself_load() {
    String file = "k8s/base/monitoring.yaml";
    RuleFile rules = RuleFile.parse(file, Documents.text(ROOT.resolve(file)), MINUTE);
    assertThat(rules.problems()).isEmpty();
    assertThat(rules.ruleCount()).isEqualTo(9);
  }

  @Test
  void rulesForTributaryItself_areTheSameInCompose() {
    List<JsonNode> objects = Documents.all(ROOT.resolve("k8s/base/monitoring.yaml"));
    JsonNode inKubernetes = objects.getLast().path("spec");
    JsonNode inCompose = Documents.one(ROOT.resolve("compose/tributary-alerts.yml"));
    assertThat(inCompose).isEqualTo(inKubernetes);
  }

  /** Every query of the guide that the first user's hub is run by. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(container_cpu_usage_seconds_total[5m])) by (cluster)",
        "sum(container_memory_working_set_bytes) by (cluster)",
        "count(kube_pod_info) by (cluster)",
        "100 - (avg by(cluster) (irate(node_cpu_seconds_total{mode=\"idle\"}[5m])) * 100) > 80",
        "(1 - (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)) * 100 > 85",
        "rate(kube_pod_container_status_restarts_total[15m]) > 0",
        "count({__name__=~\".+\"}) by (__name__)",
        "count({job=\"myapp\"}) by (label_name)",
        "100 - (avg by(cluster) (irate(node_cpu_seconds_total{mode=\"idle\"}[5m])) * 100)"
      })
  void queriesOfTheFirstUser_parse(String query) {
    assertThat(parser.parse(query)).isNotNull();
  }

  @Test
  void dashboard_asksTheQueriesOfTheFirstUser_byCluster() {
    List<String> queries =
        dashboardQueries().stream().map(q -> q.replace("{cluster=~\"$cluster\"}", "")).toList();
    assertThat(queries)
        .contains(
            "sum(rate(container_cpu_usage_seconds_total[5m])) by (cluster)",
            "sum(container_memory_working_set_bytes) by (cluster)",
            "count(kube_pod_info) by (cluster)");
  }

  @Test
  void dashboardQueries_parse() {
    assertThat(dashboardQueries())
        .hasSizeGreaterThan(10)
        .allSatisfy(q -> assertThat(parser.parse(q.replace("$cluster", ".*"))).isNotNull());
  }

  @Test
  void panels_doNotOverlap() {
    Set<String> taken = new TreeSet<>();
    for (JsonNode panel : Documents.one(DASHBOARD).path("panels")) {
      JsonNode at = panel.path("gridPos");
      for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(x).isLessThan(24);
          assertThat(taken.add(x + "," + y)).as(panel.path("title").asText()).isTrue();
        }
      }
    }
  }
}
