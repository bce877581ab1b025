package io.tributary.standalone.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster's agent in front of a whole Tributary in one process, with nothing else behind it: what
 * its embedded hub answers, beside a Prometheus that the agent writes to as well.
 *
 * <pre>
 *   node_exporter, exporter -> agent -+-> tributary up  &lt;- promtool, API
 *                                     +-> reference Prometheus
 * </pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentToHubIT {
  private static final String RULES =
      """
      groups:
        - name: node
          interval: 5s
          rules:
            - record: instance:cpu:rate1m
              expr: sum by (cluster, instance) (rate(node_cpu_seconds_total{mode!="idle"}[1m]))
            - alert: HighMemoryUsage
              expr: (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) * 100 > 85
              for: 5s
              labels: {severity: warning}
              annotations: {summary: "High memory usage on {{ $labels.instance }}"}
      """;

  private final ControlledExporter exporter = new ControlledExporter();
  private final Path directory;
  private final Scene scene;
  private final Prometheus reference;
  private QueryApi hub = new QueryApi(URI.create("http://unset"));

  /** A time at which both have all samples. */
  private Instant settled = Instant.EPOCH;

  AgentToHubIT(@TempDir Path directory) {
    this.directory = directory;
    scene = new Scene(directory);
    reference = scene.add(Prometheus.hub("reference", directory));
  }

  @BeforeAll
  void run() {
    scene.add(exporter);
    exporter.set("node_memory_MemTotal_bytes", 16e9);
    exporter.set("node_memory_MemAvailable_bytes", 1e9);
    reference.awaitReady();
    Path rules = scene.write("rules.yml", RULES);
    URI url = scene.tributary("--rules", rules.toString());
    hub = new QueryApi(url);
    Prometheus agent = startAgent(url);
    Eventually.holds(
        "the alert fires",
        Duration.ofMinutes(2),
        () -> alerts().stream().anyMatch(alert -> alert.path("state").asText().equals("firing")));
    Eventually.holds(
        "the rule recorded its series",
        Duration.ofMinutes(1),
        () -> !hub.instant("instance:cpu:rate1m", Instant.now()).isEmpty());
    settled = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    Eventually.passes(Duration.ofSeconds(10));
    agent.stop();
    Eventually.holds(
        "the hub has as many samples as the reference",
        Duration.ofMinutes(1),
        () -> count(hub) == count(reference.api()));
  }

  private Prometheus startAgent(URI gateway) {
    String config =
        """
        global:
          scrape_interval: 2s
          scrape_timeout: 2s
          external_labels: {cluster: eu, prometheus: monitoring/k8s, prometheus_replica: agent-0}
        scrape_configs:
          - {job_name: node-exporter, static_configs: [{targets: ['%s']}]}
          - {job_name: controlled, static_configs: [{targets: ['%s']}]}
          - {job_name: missing, static_configs: [{targets: ['127.0.0.1:1']}]}
        remote_write:
          - {url: %s, protobuf_message: io.prometheus.write.v2.Request, queue_config: {batch_send_deadline: 1s}}
          - {url: %s, queue_config: {batch_send_deadline: 1s}}
        """
            .formatted(
                scene.nodeExporter("node-exporter"),
                exporter.address(),
                gateway.resolve("/api/v1/write"),
                reference.writeUrl());
    return scene.add(Prometheus.agent("agent", directory, config)).awaitReady();
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  private static long count(QueryApi of) {
    return of
        .samples("{job=~\".+\",__name__!~\".*:.*|ALERTS.*\"}", 15, Instant.now())
        .values()
        .stream()
        .mapToLong(Map::size)
        .sum();
  }

  private JsonNode data(String path) {
    JsonNode answer = Http.getJson(hub.url().resolve("/api/v1/" + path));
    assertThat(answer.path("status").asText()).isEqualTo("success");
    return answer.path("data");
  }

  private List<JsonNode> alerts() {
    List<JsonNode> found = new ArrayList<>();
    data("alerts").path("alerts").forEach(found::add);
    return found;
  }

  @Test
  void up_saysWhichTargetsOfTheAgentAnswer() {
    Map<Map<String, String>, String> up = hub.instant("up", settled);
    assertThat(up).hasSize(3).isEqualTo(reference.api().instant("up", settled));
    assertThat(hub.instant("sum by (cluster) (up)", settled))
        .containsExactlyEntriesOf(Map.of(Map.of("cluster", "eu"), "2"));
  }

  @Test
  void rates_areThoseOfTheReference() {
    for (String expr :
        List.of(
            "sum by (cluster, mode) (rate(node_cpu_seconds_total[1m]))",
            "rate(node_network_receive_bytes_total[30s])",
            "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes")) {
      Map<Map<String, String>, String> expected = reference.api().instant(expr, settled);
      Map<Map<String, String>, String> found = hub.instant(expr, settled);
      assertThat(found.keySet()).as(expr).isNotEmpty().isEqualTo(expected.keySet());
      expected.forEach(
          (labels, value) ->
              assertThat(Double.parseDouble(found.getOrDefault(labels, "NaN")))
                  .as("%s %s", expr, labels)
                  .isCloseTo(Double.parseDouble(value), Percentage.withPercentage(1e-10)));
    }
  }

  @Test
  void targets_areTheAgentsThemselves() {
    JsonNode targets = data("targets").path("activeTargets");
    assertThat(targets).hasSize(1);
    JsonNode labels = targets.path(0).path("labels");
    assertThat(labels.path("cluster").asText()).isEqualTo("eu");
    assertThat(labels.path("prometheus").asText()).isEqualTo("monitoring/k8s");
    assertThat(labels.path("prometheus_replica").asText()).isEqualTo("agent-0");
    assertThat(targets.path(0).path("health").asText()).isEqualTo("up");
    assertThat(Instant.parse(targets.path(0).path("lastScrape").asText()))
        .isAfterOrEqualTo(settled);
  }

  @Test
  void rulesAndAlerts_areShownWithTheirState() {
    JsonNode rules = data("rules").path("groups").path(0).path("rules");
    assertThat(rules).hasSize(2);
    assertThat(rules.path(0).path("name").asText()).isEqualTo("instance:cpu:rate1m");
    assertThat(rules.path(0).path("health").asText()).isEqualTo("ok");
    assertThat(rules.path(1).path("state").asText()).isEqualTo("firing");
    assertThat(alerts()).hasSize(1);
    assertThat(alerts().getFirst().path("labels").path("cluster").asText()).isEqualTo("eu");
    assertThat(alerts().getFirst().path("annotations").path("summary").asText())
        .isEqualTo("High memory usage on " + exporter.address());
    assertThat(hub.instant("ALERTS{alertstate=\"firing\"}", Instant.now())).hasSize(1);
  }

  @Test
  void pagesForPeople_areServedBesideTheApi() {
    String status = Http.getText(hub.url().resolve("/"));
    for (String page : List.of("/query", "/alerts", "/rules", "/targets")) {
      assertThat(status).contains("href=\"" + page + "\"");
      assertThat(Http.getText(hub.url().resolve(page))).contains("<main");
    }
    assertThat(Http.getText(hub.url().resolve("/ui/page.js"))).contains("import");
    assertThat(Http.status(hub.url().resolve("/graph?g0.expr=up&g0.tab=0"))).isEqualTo(200);
  }

  @Test
  void promtool_asksTheHubAsItAsksAPrometheus() throws Exception {
    String time = String.valueOf(settled.getEpochSecond());
    String start = String.valueOf(settled.getEpochSecond() - 20);
    same("instant", "--time=" + time, "URL", "up");
    same("instant", "--format=json", "--time=" + time, "URL", "count({job=\"node-exporter\"})");
    same("range", "--start=" + start, "--end=" + time, "--step=5s", "URL", "up");
    same("series", "--start=" + start, "--end=" + time, "--match=up", "URL");
    same("labels", "--start=" + start, "--end=" + time, "--match=up", "URL", "job");
    same("labels", "--start=" + start, "--end=" + time, "--match={job=\"controlled\"}", "URL", "x");
    same("instant", "--time=" + time, "URL", "sum(");
  }

  /** Lines in any order: only range queries have one. */
  private void same(String... query) throws Exception {
    List<String> ours = promtool(hub.url(), query);
    assertThat(ours)
        .as(String.join(" ", query))
        .containsExactlyInAnyOrderElementsOf(promtool(reference.url(), query));
  }

  private List<String> promtool(URI url, String... query) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Peers.promtool().toString(), "query"));
    for (String argument : query) {
      command.add(argument.equals("URL") ? url.toString() : argument);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    List<String> lines = new ArrayList<>(said.lines().toList());
    lines.add("exit code " + process.waitFor());
    return lines;
  }
}
