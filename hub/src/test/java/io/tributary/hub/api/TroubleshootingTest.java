package io.tributary.hub.api;

import static io.tributary.hub.api.ApiFixture.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people who federated their clusters into one Prometheus ask it: the dashboards, alerts,
 * checks of cardinality and calls for troubleshooting of such a setup's handbook.
 */
class TroubleshootingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NOW_MS = 1_700_003_600_000L;
  private static final int PODS = 5;

  @TempDir private Path folder;
  private ApiFixture api;

  @BeforeEach
  void start() throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(NOW_MS));
    List<TargetCatalog.Target> targets =
        List.of(
            new TargetCatalog.Target(
                Labels.of("cluster", "app-cluster", "prometheus_replica", "agent-0"),
                Instant.ofEpochMilli(NOW_MS - 2_000),
                2,
                true,
                ""),
            new TargetCatalog.Target(
                Labels.of("cluster", "silent-cluster"),
                Instant.ofEpochMilli(NOW_MS - 900_000),
                900,
                false,
                "nothing has come for 900 s"));
    api = new ApiFixture(folder.resolve("hub"), clock, List::of, () -> targets);
    for (int i = 0; i <= 80; i++) {
      long timestampMs = NOW_MS - 15_000L * (80 - i);
      for (String cluster : new String[] {"app-cluster", "control"}) {
        double busy = cluster.equals("control") ? 0.9 : 0.2;
        sample(timestampMs, 15.0 * i * (1 - busy), "node_cpu_seconds_total", cluster, "mode=idle");
        sample(timestampMs, 15.0 * i * busy, "node_cpu_seconds_total", cluster, "mode=user");
        sample(timestampMs, 1e9, "node_memory_MemTotal_bytes", cluster, "instance=n:9100");
        sample(
            timestampMs, busy * 5e8, "node_memory_MemAvailable_bytes", cluster, "instance=n:9100");
        for (int pod = 0; pod < PODS; pod++) {
          String name = "pod=p-" + pod;
          sample(timestampMs, 7.5 * i, "container_cpu_usage_seconds_total", cluster, name);
          sample(timestampMs, 1 << 20, "container_memory_working_set_bytes", cluster, name);
          sample(timestampMs, 1, "kube_pod_info", cluster, name);
          int restarts = pod == 3 && cluster.equals("control") ? i / 20 : 0;
          sample(timestampMs, restarts, "kube_pod_container_status_restarts_total", cluster, name);
          sample(timestampMs, i, "myapp_requests_total", cluster, name, "job=myapp");
        }
      }
    }
  }

  private void sample(
      long timestampMs, double value, String name, String cluster, String... labels) {
    Map<String, String> all = new TreeMap<>(Map.of("__name__", name, "cluster", cluster));
    for (String label : labels) {
      all.put(label.split("=", 2)[0], label.split("=", 2)[1]);
    }
    api.append(Labels.of(all), timestampMs, value);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private JsonNode get(String path) throws IOException {
    HttpResponse<String> answer = api.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).path("data");
  }

  /** The value of each series of an instant query, by the value of a label. */
  private Map<String, Double> query(String query, String label) throws IOException {
    Map<String, Double> found = new TreeMap<>();
    for (JsonNode one : get("/api/v1/query?query=" + encode(query)).path("result")) {
      found.put(
          one.path("metric").path(label).asText(), one.path("value").path(1).asDouble(Double.NaN));
    }
    return found;
  }

  @Test
  void dashboards_compareClusters() throws IOException {
    assertThat(query("sum(rate(container_cpu_usage_seconds_total[5m])) by (cluster)", "cluster"))
        .hasSize(2)
        .hasEntrySatisfying("control", cpus -> assertThat(cpus).isCloseTo(2.5, within(1e-9)));
    assertThat(query("sum(container_memory_working_set_bytes) by (cluster)", "cluster"))
        .containsEntry("app-cluster", 5.0 * (1 << 20));
    assertThat(query("count(kube_pod_info) by (cluster)", "cluster"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("app-cluster", 5.0, "control", 5.0));
  }

  @Test
  void alerts_findWhatIsWrong() throws IOException {
    assertThat(
            query(
                "100 - (avg by(cluster) (irate(node_cpu_seconds_total{mode=\"idle\"}[5m])) * 100)"
                    + " > 80",
                "cluster"))
        .containsOnlyKeys("control")
        .hasEntrySatisfying("control", busy -> assertThat(busy).isCloseTo(90, within(1e-6)));
    assertThat(
            query(
                "(1 - (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)) * 100 > 85",
                "cluster"))
        .containsOnlyKeys("app-cluster");
    assertThat(query("rate(kube_pod_container_status_restarts_total[15m]) > 0", "pod"))
        .containsOnlyKeys("p-3");
  }

  @Test
  void cardinality_isCountedByQueries() throws IOException {
    assertThat(query("count({__name__=~\".+\"}) by (__name__)", "__name__"))
        .hasSize(8)
        .containsEntry("myapp_requests_total", 10.0)
        .containsEntry("node_cpu_seconds_total", 4.0);
    assertThat(query("count({job=\"myapp\"}) by (label_name)", "label_name"))
        .containsExactlyEntriesOf(Map.of("", 10.0));
    assertThat(query("topk(1, count by (__name__, cluster)({__name__=~\".+\"}))", "__name__"))
        .hasSize(1);
  }

  @Test
  void statusOfTheTsdb_namesWhatIsLarge() throws IOException {
    JsonNode status = get("/api/v1/status/tsdb");

    assertThat(status.path("headStats").path("numSeries").asInt()).isEqualTo(58);
    assertThat(status.path("headStats").path("maxTime").asLong()).isEqualTo(NOW_MS);
    assertThat(status.path("seriesCountByMetricName").path(0).path("value").asInt()).isEqualTo(10);
    assertThat(names(status.path("labelValueCountByLabelName"))).startsWith("__name__", "pod");
    assertThat(names(status.path("seriesCountByLabelValuePair")))
        .contains("cluster=control", "job=myapp");
    assertThat(names(status.path("memoryInBytesByLabelName"))).contains("__name__");
    assertThat(get("/api/v1/label/__name__/values")).hasSize(8);
  }

  private static List<String> names(JsonNode counts) {
    List<String> names = new ArrayList<>();
    counts.forEach(count -> names.add(count.path("name").asText()));
    return names;
  }

  @Test
  void targets_showWhoDoesNotSend() throws IOException {
    JsonNode targets = get("/api/v1/targets").path("activeTargets");

    assertThat(targets).hasSize(2);
    assertThat(targets.path(0).path("labels").path("prometheus_replica").asText())
        .isEqualTo("agent-0");
    assertThat(targets.path(0).path("health").asText()).isEqualTo("up");
    assertThat(targets.path(1).path("health").asText()).isEqualTo("down");
    assertThat(targets.path(1).path("lastError").asText()).contains("900 s");
  }

  @Test
  void federation_givesOneClusterToAnotherPrometheus() {
    String federated =
        api.get("/federate?match%5B%5D=" + encode("{cluster=\"control\",job=\"myapp\"}")).body();

    assertThat(federated.lines()).hasSize(1 + PODS);
    assertThat(federated)
        .startsWith("# TYPE myapp_requests_total untyped\n")
        .contains(
            "myapp_requests_total{cluster=\"control\",job=\"myapp\",pod=\"p-0\",instance=\"\"} 80 "
                + NOW_MS);
  }
}
