package io.tributary.standalone.demo;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.remotewrite.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A cluster as the agents of the reference set-up see one: series of node_exporter, cAdvisor and
 * kube-state-metrics, with the external labels {@code cluster} and {@code environment}.
 *
 * @param misbehaves whether from {@link #TROUBLE_AFTER_SECONDS} on its processors are busy and one
 *     of its pods restarts again and again
 */
record SimulatedCluster(String name, int nodes, int podsPerNode, boolean misbehaves) {
  /** When the trouble begins. */
  static final double TROUBLE_AFTER_SECONDS = 15;

  private static final long GIB = 1L << 30;
  private static final int CPUS = 4;
  private static final List<String> NAMESPACES =
      List.of("shop", "payments", "search", "kube-system");
  private static final List<String> APPS =
      List.of("checkout", "ledger", "indexer", "coredns", "frontend", "cart", "gateway");

  /** All series, the same at each call. */
  List<SimulatedSeries> series() {
    List<SimulatedSeries> series = new ArrayList<>();
    Random random = new Random(name.hashCode());
    for (int node = 1; node <= nodes; node++) {
      nodeExporter(series, "%s-node-%d".formatted(name, node), random);
      for (int pod = 0; pod < podsPerNode; pod++) {
        pod(series, node, pod, random);
      }
    }
    return series;
  }

  private void nodeExporter(List<SimulatedSeries> series, String node, Random random) {
    LabelsBuilder base = target("node-exporter", node + ":9100");
    double idle = misbehaves ? 0.05 : 0.6 + 0.2 * random.nextDouble();
    double idleBefore = 0.7;
    for (int cpu = 0; cpu < CPUS; cpu++) {
      for (String mode : List.of("idle", "user", "system", "iowait")) {
        double share = shareOf(mode, idle);
        Signal signal =
            misbehaves
                ? Signal.counterThatChanges(
                    1e5, shareOf(mode, idleBefore), TROUBLE_AFTER_SECONDS, share)
                : Signal.counter(1e5, share);
        counter(series, base, "node_cpu_seconds_total", signal, "cpu", "" + cpu, "mode", mode);
      }
    }
    double phase = random.nextDouble();
    gauge(series, base, "node_memory_MemTotal_bytes", Signal.constant(16 * GIB));
    gauge(series, base, "node_memory_MemAvailable_bytes", Signal.swing(7e9, 1e9, 300, phase));
    gauge(series, base, "node_load1", Signal.swing(1.5, 0.5, 120, phase));
    for (String device : List.of("eth0", "lo")) {
      counter(
          series,
          base,
          "node_network_receive_bytes_total",
          Signal.counter(1e9, 2e5),
          "device",
          device);
      counter(
          series,
          base,
          "node_network_transmit_bytes_total",
          Signal.counter(1e9, 1e5),
          "device",
          device);
    }
    gauge(
        series, base, "node_filesystem_size_bytes", Signal.constant(100 * GIB), "mountpoint", "/");
    gauge(
        series,
        base,
        "node_filesystem_avail_bytes",
        Signal.counter(60.0 * GIB, -1e4),
        "mountpoint",
        "/");
    gauge(series, base, "up", Signal.constant(1));
  }

  private void pod(List<SimulatedSeries> series, int node, int pod, Random random) {
    String app = APPS.get(pod % APPS.size());
    String namespace = NAMESPACES.get(pod % NAMESPACES.size());
    String name = "%s-%05x-%d%d".formatted(app, random.nextInt(0x100000), node, pod);
    boolean crashes = misbehaves && node == 1 && pod == 0;
    String[] labels = {"namespace", namespace, "pod", name, "container", app};
    LabelsBuilder cadvisor = target("kubelet", "node-" + node + ":10250");
    counter(
        series,
        cadvisor,
        "container_cpu_usage_seconds_total",
        Signal.counter(1e3, 0.02 + 0.2 * random.nextDouble()),
        labels);
    gauge(
        series,
        cadvisor,
        "container_memory_working_set_bytes",
        Signal.swing(2e8, 5e7, 180, random.nextDouble()),
        labels);
    LabelsBuilder state = target("kube-state-metrics", "kube-state-metrics:8080");
    gauge(series, state, "kube_pod_info", Signal.constant(1), "namespace", namespace, "pod", name);
    counter(
        series,
        state,
        "kube_pod_container_status_restarts_total",
        crashes ? Signal.stepsFrom(2, TROUBLE_AFTER_SECONDS, 10) : Signal.constant(0),
        labels);
    gauge(series, state, "kube_pod_container_status_ready", Signal.constant(1), labels);
  }

  private static double shareOf(String mode, double idle) {
    return switch (mode) {
      case "idle" -> idle;
      case "user" -> (1 - idle) * 0.7;
      case "system" -> (1 - idle) * 0.25;
      default -> (1 - idle) * 0.05;
    };
  }

  private LabelsBuilder target(String job, String instance) {
    return Labels.builder()
        .add("cluster", name)
        .add("environment", "demo")
        .add("job", job)
        .add("instance", instance);
  }

  private static void counter(
      List<SimulatedSeries> to, LabelsBuilder base, String metric, Signal signal, String... more) {
    add(to, base, metric, MetricType.COUNTER, signal, more);
  }

  private static void gauge(
      List<SimulatedSeries> to, LabelsBuilder base, String metric, Signal signal, String... more) {
    add(to, base, metric, MetricType.GAUGE, signal, more);
  }

  private static void add(
      List<SimulatedSeries> to,
      LabelsBuilder base,
      String metric,
      MetricType type,
      Signal signal,
      String... more) {
    LabelsBuilder labels = base.build().toBuilder().add(Labels.NAME, metric);
    for (int i = 0; i < more.length; i += 2) {
      labels.add(more[i], more[i + 1]);
    }
    to.add(new SimulatedSeries(labels.build(), type, signal));
  }
}
