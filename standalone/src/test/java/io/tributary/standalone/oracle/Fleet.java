package io.tributary.standalone.oracle;

import io.tributary.schemas.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What three clusters have: machines, workloads, API servers and services. */
final class Fleet {
  static final List<String> CLUSTERS = List.of("eu", "us", "ap");
  private static final List<String> NAMESPACES = List.of("shop", "billing");
  private static final long EVERY_MS = 60_000;

  private final Random random;

  Fleet(Random random) {
    this.random = random;
  }

  /** Services with the counters that long burn rates look at: scraped for days. */
  List<Target> services() {
    List<Target> targets = new ArrayList<>();
    for (String cluster : CLUSTERS) {
      for (String pod : List.of("web-0", "web-1")) {
        Target target = target(cluster, "web", pod, EVERY_MS);
        for (String service : List.of("cart", "search")) {
          target
              .add("http_requests_total", of("service", service, "code", "200"), rate(40, 15, 0.1))
              .add("http_requests_total", of("service", service, "code", "404"), rate(2, 9, 0.1))
              .add("http_requests_total", of("service", service, "code", "500"), errors());
        }
        targets.add(target);
      }
    }
    return targets;
  }

  /** Everything else, all but the pods. */
  List<Target> others() {
    List<Target> targets = new ArrayList<>();
    for (String cluster : CLUSTERS) {
      for (int i = 1; i <= 3; i++) {
        targets.add(node(cluster, "node-" + i));
      }
      targets.add(apiServer(cluster));
      targets.add(state(cluster));
      targets.add(rpc(cluster, "rpc-0"));
      targets.add(rpc(cluster, "rpc-1"));
    }
    return targets;
  }

  private Target node(String cluster, String node) {
    Target target = target(cluster, "node", node, 30_000);
    for (String cpu : List.of("0", "1")) {
      target
          .add("node_cpu_seconds_total", of("cpu", cpu, "mode", "idle"), rate(0.7, 0.1, 0.15))
          .add("node_cpu_seconds_total", of("cpu", cpu, "mode", "user"), rate(0.2, 0.8, 0.15))
          .add("node_cpu_seconds_total", of("cpu", cpu, "mode", "iowait"), rate(0.05, 0.1, 0.15));
    }
    for (String mount : List.of("/", "/var")) {
      target
          .add("node_filesystem_size_bytes", of("mountpoint", mount), Signal.constant(1e11))
          .add(
              "node_filesystem_avail_bytes",
              of("mountpoint", mount),
              Signal.emptying(1e11, 1.2e10, random))
          .add("node_filesystem_readonly", of("mountpoint", mount), Signal.constant(0));
    }
    return target
        .add("node_memory_MemTotal_bytes", of(), Signal.constant(16e9))
        .add("node_memory_MemAvailable_bytes", of(), Signal.wave(5e9, 4e9, 170, 1e8, random))
        .add("node_load1", of(), Signal.wave(1.1, 1.2, 130, 0.3, random))
        .add("node_vmstat_pgmajfault", of(), rate(10, 100, 0.1))
        .add("node_disk_io_time_seconds_total", of("device", "sda"), rate(0.3, 0.9, 0.1))
        .add("node_network_receive_bytes_total", of("device", "eth0"), rate(1e6, 5e7, 0.1))
        .add("node_network_receive_bytes_total", of("device", "lo"), rate(1e5, 1e5, 0.1))
        .add("node_network_transmit_bytes_total", of("device", "eth0"), rate(7e5, 3e7, 0.1))
        .add("node_timex_offset_seconds", of(), Signal.wave(0, 0.09, 300, 0.01, random))
        .add("node_boot_time_seconds", of(), Signal.either(1.7e9, 1.7e9 + 999, 240, 0.3, random));
  }

  private Target apiServer(String cluster) {
    Target target = target(cluster, "apiserver", "apiserver-0", EVERY_MS);
    for (String verb : List.of("GET", "LIST", "POST")) {
      target
          .add("apiserver_request_total", of("verb", verb, "code", "200"), rate(20, 30, 0.1))
          .add("apiserver_request_total", of("verb", verb, "code", "503"), rate(0.02, 9, 0.08));
      // Cumulative buckets: each the one below and some more.
      double[] total = new double[5];
      List<String> bounds = List.of("0.1", "0.4", "1", "5", "+Inf");
      for (int i = 0; i < bounds.size(); i++) {
        Signal own = rate(9.0 / (1 + 4 * i), i == 0 ? 1 : 6, 0.1);
        int at = i;
        target.add(
            "apiserver_request_duration_seconds_bucket",
            of("verb", verb, "le", bounds.get(i)),
            new Signal() {
              @Override
              double at(long timestampMs) {
                total[at] = own.at(timestampMs) + (at == 0 ? 0 : total[at - 1]);
                return total[at];
              }

              @Override
              void restart() {
                own.restart();
              }
            });
      }
      target
          .add("apiserver_request_duration_seconds_count", of("verb", verb), read(total))
          .add("apiserver_request_duration_seconds_sum", of("verb", verb), rate(12, 40, 0.1));
    }
    return target;
  }

  private static Signal read(double[] total) {
    return new Signal() {
      @Override
      double at(long timestampMs) {
        return total[total.length - 1];
      }
    };
  }

  private Target state(String cluster) {
    Target target = target(cluster, "kube-state-metrics", "ksm", EVERY_MS);
    for (String namespace : NAMESPACES) {
      Map<String, String> labels = of("namespace", namespace, "deployment", namespace + "-app");
      target
          .add("kube_deployment_spec_replicas", labels, Signal.constant(3))
          .add(
              "kube_deployment_status_replicas_available",
              labels,
              Signal.either(3, 2, 11, 0.25, random));
    }
    for (int i = 1; i <= 3; i++) {
      Map<String, String> node = of("node", "node-" + i);
      target
          .add(
              "kube_node_status_condition",
              of("node", "node-" + i, "condition", "Ready", "status", "true"),
              Signal.either(1, 0, 4, 0.03, random))
          .add("kube_node_status_allocatable", with(node, "resource", "cpu"), Signal.constant(2));
    }
    return target;
  }

  /** What kube-state-metrics and cAdvisor tell of one pod; its name changes with its generation. */
  Target pod(String cluster, String namespace, int number, int generation) {
    String pod = namespace + "-app-" + generation + "-" + number;
    String node = "node-" + (1 + (number + generation) % 3);
    Map<String, String> labels = of("namespace", namespace, "pod", pod);
    Map<String, String> container =
        with(with(labels, "container", "app"), "image", "registry/app:" + generation);
    Target target = target(cluster, "cadvisor", node + "/" + pod, EVERY_MS);
    for (String phase : List.of("Running", "Pending", "Failed")) {
      boolean running = phase.equals("Running");
      target.add(
          "kube_pod_status_phase",
          with(labels, "phase", phase),
          Signal.either(running ? 1 : 0, running ? 0 : 1, 7, 0.04, random));
    }
    return target
        .add("kube_pod_info", with(labels, "node", node), Signal.constant(1))
        .add("kube_pod_owner", with(labels, "owner", namespace + "-app"), Signal.constant(1))
        .add(
            "kube_pod_container_status_restarts_total", with(labels, "container", "app"), crashes())
        .add(
            "kube_pod_container_resource_requests",
            with(with(labels, "container", "app"), "resource", "cpu"),
            Signal.constant(0.75))
        .add(
            "kube_pod_container_resource_requests",
            with(with(labels, "container", "app"), "resource", "memory"),
            Signal.constant(256e6))
        .add("container_cpu_usage_seconds_total", container, rate(0.4, 0.9, 0.15))
        .add("container_cpu_cfs_periods_total", container, rate(10, 10, 0.1))
        .add("container_cpu_cfs_throttled_periods_total", container, rate(1, 6, 0.15))
        .add(
            "container_memory_working_set_bytes",
            container,
            Signal.wave(25e7, 9e7, 90, 5e6, random));
  }

  private Target rpc(String cluster, String instance) {
    Target target = target(cluster, "rpc", instance, EVERY_MS);
    for (String service : List.of("cart", "search")) {
      target.add("rpc_duration_seconds", of("service", service), distribution());
    }
    return target;
  }

  /**
   * A native histogram that grows, and starts anew now and then, but never near zero: newer
   * versions than the peer extrapolate a rate of histograms back to zero at most, as all do of
   * floats.
   */
  private Supplier<FloatHistogram> distribution() {
    double[] counts = new double[6];
    Arrays.fill(counts, 100);
    double[] sum = new double[1];
    int[] scrapes = new int[1];
    return () -> {
      scrapes[0]++;
      if (random.nextInt(400) == 0) {
        Arrays.fill(counts, 100);
        sum[0] = 0;
      }
      double total = 0;
      for (int i = 0; i < counts.length; i++) {
        counts[i] += random.nextInt(scrapes[0] / 30 % 4 == 3 ? 4 + 8 * i : 40 - 6 * i);
        total += counts[i];
      }
      sum[0] += random.nextInt(200);
      return FloatHistogram.builder(0)
          .count(total)
          .sum(sum[0])
          .positive(-3, counts.clone())
          .build();
    };
  }

  private Signal rate(double perSecond, double inIncidents, double share) {
    return Signal.counter(perSecond, inIncidents, 20, share, random);
  }

  private Signal errors() {
    return Signal.counter(0.02, 4, 25, 0.05, random);
  }

  private Signal crashes() {
    return Signal.counter(0, 0.02, 15, 0.04, random);
  }

  private Target target(String cluster, String job, String instance, long everyMs) {
    return new Target(
        cluster, of("job", job, "instance", instance), everyMs, 1 + random.nextInt(14_000));
  }

  private static Map<String, String> of(String... namesAndValues) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return labels;
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(name, value);
    return more;
  }

  static List<String> namespaces() {
    return NAMESPACES;
  }
}
