package io.tributary.standalone.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way with real peers, once, and then what it left behind:
 *
 * <pre>
 *   node_exporter, exporter -> agent a (2.0) -+-> tributary up -> hub Prometheus, Alertmanager
 *   node_exporter, exporter -> agent b (1.0) -+-> reference Prometheus
 * </pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineIT {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration FOR = Duration.ofSeconds(20);
  private static final String CPU =
      "100 - (avg by(cluster) (irate(node_cpu_seconds_total{mode=\"idle\"}[5m])) * 100)";
  private static final String MEMORY =
      "(1 - (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)) * 100 > 85";
  private static final String RESTARTS =
      "kube_pod_container_status_restarts_total{namespace=\"shop\",pod=\"checkout-1\"}";

  private static final String RULES =
      """
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata:
        name: cluster-alerts
        namespace: monitoring
      spec:
        groups:
        - name: cpu_usage
          interval: 5s
          rules:
          - record: cluster:cpu_usage:rate5m
            expr: |
              %s
          - record: instance:cpu_usage:rate1m
            expr: sum by(cluster, instance) (rate(node_cpu_seconds_total{mode!="idle"}[1m]))
        - name: cluster
          interval: 5s
          rules:
          - alert: HighMemoryUsage
            expr: |
              %s
            for: 20s
            labels:
              severity: warning
            annotations:
              summary: "High memory usage on {{ $labels.instance }}"
              description: "Memory usage is above 85%% (current: {{ $value }}%%)"
          - alert: PodCrashLooping
            expr: |
              rate(kube_pod_container_status_restarts_total[15m]) > 0
            for: 20s
            labels:
              severity: critical
            annotations:
              summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} is crash looping"
              description: "Pod has restarted {{ $value }} times in the last 15 minutes"
      """
          .formatted(CPU, MEMORY);

  private final ControlledExporter exporterA = new ControlledExporter();
  private final ControlledExporter exporterB = new ControlledExporter();
  private final Webhook webhook = new Webhook();
  private final Scene scene;
  private final Prometheus hub;
  private final Prometheus reference;
  private URI alertmanager = URI.create("http://unset");
  private JsonNode firing = NullNode.getInstance();
  private Instant vanished = Instant.EPOCH;
  private Instant end = Instant.EPOCH;

  PipelineIT(@TempDir Path directory) {
    scene = new Scene(directory);
    hub = scene.add(Prometheus.hub("hub", directory));
    reference = scene.add(Prometheus.hub("reference", directory));
  }

  @BeforeAll
  void run() {
    scene.add(exporterA);
    scene.add(exporterB);
    scene.add(webhook);
    calm(exporterA);
    calm(exporterB);
    alertmanager = scene.alertmanager(webhook.url());
    hub.awaitReady();
    reference.awaitReady();
    URI gateway = startTributary();
    Prometheus a = startAgent("a", exporterA, gateway, true);
    Prometheus b = startAgent("b", exporterB, gateway, false);

    Eventually.passes(Duration.ofSeconds(20));
    exporterA.set("node_memory_MemAvailable_bytes", 1e9);
    exporterB.set(RESTARTS, 3);
    exporterB.remove("vanishing");
    Eventually.holds(
        "HighMemoryUsage fires in the Alertmanager",
        Duration.ofSeconds(90),
        () -> !alerts("HighMemoryUsage").isEmpty());
    firing = alerts("HighMemoryUsage").getFirst();
    vanished = Instant.now();
    exporterA.set("node_memory_MemAvailable_bytes", 12e9);
    Eventually.holds(
        "HighMemoryUsage is resolved in the Alertmanager",
        Duration.ofSeconds(90),
        () -> alerts("HighMemoryUsage").isEmpty());
    Eventually.holds(
        "the webhook is told that it is resolved",
        Duration.ofSeconds(30),
        () ->
            webhook.alerts().stream()
                .anyMatch(alert -> alert.path("status").asText().equals("resolved")));
    a.stop();
    b.stop();
    end = Instant.now();
    Eventually.holds(
        "the hub has as many samples as the reference",
        Duration.ofSeconds(60),
        () -> count(hub) == count(reference));
    // What the rules still owe for the last samples.
    Eventually.passes(Duration.ofSeconds(20));
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  private static void calm(ControlledExporter exporter) {
    exporter.set("node_memory_MemTotal_bytes", 16e9);
    exporter.set("node_memory_MemAvailable_bytes", 12e9);
    exporter.set(RESTARTS, 2);
    exporter.set("vanishing", 1);
    exporter.set("special_values{kind=\"nan\"}", Double.NaN);
    exporter.set("special_values{kind=\"small\"}", 4.9e-324);
    exporter.set("special_values{kind=\"fraction\"}", 0.1 + 0.2);
  }

  private URI startTributary() {
    Path rules = scene.write("rules/cluster-alerts.yml", RULES);
    return scene.tributary(
        "--rules",
        rules.toString(),
        "--remote-write",
        hub.writeUrl().toString(),
        "--alertmanager",
        alertmanager.toString());
  }

  private Prometheus startAgent(
      String cluster, ControlledExporter exporter, URI gateway, boolean version2) {
    String config =
        """
        global:
          scrape_interval: 5s
          scrape_timeout: 4s
          external_labels: {cluster: %s, environment: production}
        scrape_configs:
          - {job_name: node-exporter, static_configs: [{targets: ['%s']}]}
          - {job_name: controlled, static_configs: [{targets: ['%s']}]}
        remote_write:
          - url: %s
            protobuf_message: %s
            queue_config: {batch_send_deadline: 1s}
          - url: %s
            queue_config: {batch_send_deadline: 1s}
        """
            .formatted(
                cluster,
                scene.nodeExporter("node-exporter-" + cluster),
                exporter.address(),
                gateway.resolve("/api/v1/write"),
                version2 ? "io.prometheus.write.v2.Request" : "prometheus.WriteRequest",
                reference.writeUrl());
    return scene.add(Prometheus.agent("agent-" + cluster, scene.directory(), config)).awaitReady();
  }

  private List<JsonNode> alerts(String name) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode alert : Http.getJson(alertmanager.resolve("/api/v2/alerts"))) {
      if (alert.path("labels").path("alertname").asText().equals(name)) {
        found.add(alert);
      }
    }
    return found;
  }

  /** Samples that agents sent; rules' outputs have a colon in their names, or are ALERTS. */
  private Map<Map<String, String>, Map<Long, String>> sent(Prometheus from) {
    String selector = "{__name__=~\".+\",__name__!~\".*:.*|ALERTS|ALERTS_FOR_STATE\"}";
    return from.api().samples(selector, 15, Instant.now());
  }

  private long count(Prometheus from) {
    return sent(from).values().stream().mapToLong(Map::size).sum();
  }

  @Test
  void hub_holdsEverySampleOfEverySeries() {
    Map<Map<String, String>, Map<Long, String>> expected = sent(reference);
    assertThat(expected).hasSizeGreaterThan(200);
    assertThat(expected.keySet().stream().map(l -> l.get("cluster")).distinct())
        .containsExactlyInAnyOrder("a", "b");
    Map<Map<String, String>, Map<Long, String>> found = sent(hub);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (labels, samples) -> assertThat(found.get(labels)).as("%s", labels).isEqualTo(samples));
  }

  @Test
  void vanishedSeries_isGoneOnTheHubAtOnce() {
    assertThat(reference.api().instant("vanishing{cluster=\"a\"}", vanished)).hasSize(1);
    assertThat(reference.api().instant("vanishing{cluster=\"b\"}", vanished)).isEmpty();
    assertThat(hub.api().instant("vanishing{cluster=\"a\"}", vanished)).hasSize(1);
    assertThat(hub.api().instant("vanishing{cluster=\"b\"}", vanished)).isEmpty();
  }

  @Test
  void recordedSeries_equalTheReferencesAnswerAtEachInstant() {
    recordedEquals("cluster:cpu_usage:rate5m", CPU);
    recordedEquals(
        "instance:cpu_usage:rate1m",
        "sum by(cluster, instance) (rate(node_cpu_seconds_total{mode!=\"idle\"}[1m]))");
  }

  private void recordedEquals(String name, String expr) {
    Map<Map<String, String>, Map<Long, String>> recorded =
        hub.api().samples(name, 15, Instant.now());
    assertThat(recorded).as(name).hasSize(2);
    int compared = 0;
    for (Map.Entry<Map<String, String>, Map<Long, String>> series : recorded.entrySet()) {
      Map<String, String> labels = new TreeMap<>(series.getKey());
      labels.remove("__name__");
      for (Map.Entry<Long, String> sample : series.getValue().entrySet()) {
        Instant at = Instant.ofEpochMilli(sample.getKey());
        assertThat(sample.getKey() % INTERVAL.toMillis()).isZero();
        String expected = reference.api().instant(expr, at).get(labels);
        assertThat(expected).as("%s %s at %s", name, labels, at).isNotNull();
        assertThat(Double.parseDouble(sample.getValue()))
            .as("%s %s at %s", name, labels, at)
            .isCloseTo(Double.parseDouble(expected), Percentage.withPercentage(1e-10));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void alert_firesWithLabelsAnnotationsAndTheRightStart() {
    assertThat(firing.path("labels").path("severity").asText()).isEqualTo("warning");
    assertThat(firing.path("labels").path("cluster").asText()).isEqualTo("a");
    assertThat(firing.path("labels").path("environment").asText()).isEqualTo("production");
    assertThat(firing.path("labels").path("job").asText()).isEqualTo("controlled");
    assertThat(firing.path("annotations").path("summary").asText())
        .isEqualTo("High memory usage on " + exporterA.address());
    assertThat(firing.path("annotations").path("description").asText())
        .isEqualTo("Memory usage is above 85% (current: 93.75%)");
    assertThat(Instant.parse(firing.path("startsAt").asText())).isEqualTo(expectedStart());
  }

  /** The first instant of evaluation at which the reference says it has held for long enough. */
  private Instant expectedStart() {
    long step = INTERVAL.toMillis();
    long from = end.minus(Duration.ofMinutes(10)).toEpochMilli() / step * step;
    long active = -1;
    for (long t = from; t < end.toEpochMilli(); t += step) {
      boolean holds = !reference.api().instant(MEMORY, Instant.ofEpochMilli(t)).isEmpty();
      if (!holds) {
        active = -1;
      } else if (active < 0) {
        active = t;
      }
      if (active >= 0 && t - active >= FOR.toMillis()) {
        return Instant.ofEpochMilli(t);
      }
    }
    throw new AssertionError("on the reference it never held for " + FOR);
  }

  @Test
  void rateOverManyMinutes_firesToo() {
    assertThat(alerts("PodCrashLooping"))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.path("labels").path("pod").asText()).isEqualTo("checkout-1");
              assertThat(alert.path("labels").path("severity").asText()).isEqualTo("critical");
              assertThat(alert.path("annotations").path("summary").asText())
                  .isEqualTo("Pod shop/checkout-1 is crash looping");
            });
  }

  @Test
  void alertSeries_areOnTheHub() {
    assertThat(
            hub.api().samples("ALERTS{alertname=\"HighMemoryUsage\"}", 15, Instant.now()).keySet())
        .extracting(labels -> labels.get("alertstate"))
        .containsExactlyInAnyOrder("pending", "firing");
  }
}
