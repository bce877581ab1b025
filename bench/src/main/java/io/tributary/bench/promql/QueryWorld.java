package io.tributary.bench.promql;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * About 20,000 series as a few clusters have them: counters with resets, buckets of histograms,
 * gauges and info series, at 15 s. The same seed gives the same samples.
 */
final class QueryWorld {
  static final long STEP_MS = 15_000;
  private static final int CLUSTERS = 4;

  private final List<Labels> series = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final int scale;

  /** How a series' values go on. */
  private enum Kind {
    COUNTER,
    GAUGE,
    ONE
  }

  /**
   * A world of this size.
   *
   * @param scale 50 gives 20,000 series
   */
  QueryWorld(int scale) {
    this.scale = scale;
    requests();
    buckets();
    cpus();
    memory();
  }

  private void add(Kind kind, String... labels) {
    series.add(Labels.of(labels));
    kinds.add(kind);
  }

  private void requests() {
    String[] codes = {"200", "201", "204", "301", "400", "404", "429", "500", "502", "503"};
    for (int c = 0; c < CLUSTERS; c++) {
      for (int i = 0; i < scale; i++) {
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
          for (String code : codes) {
            add(
                Kind.COUNTER,
                "__name__",
                "http_requests_total",
                "cluster",
                "c" + c,
                "job",
                "web",
                "instance",
                "10.0." + c + "." + i + ":8080",
                "method",
                method,
                "code",
                code);
          }
        }
      }
    }
  }

  private void buckets() {
    String[] bounds = {"0.005", "0.01", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "+Inf"};
    for (int c = 0; c < CLUSTERS; c++) {
      for (int i = 0; i < scale; i++) {
        for (String handler : new String[] {"/", "/api", "/login"}) {
          for (String le : bounds) {
            add(
                Kind.COUNTER,
                "__name__",
                "http_request_duration_seconds_bucket",
                "cluster",
                "c" + c,
                "job",
                "web",
                "instance",
                "10.0." + c + "." + i + ":8080",
                "handler",
                handler,
                "le",
                le);
          }
        }
      }
    }
  }

  private void cpus() {
    for (int c = 0; c < CLUSTERS; c++) {
      for (int i = 0; i < scale; i++) {
        for (int cpu = 0; cpu < 4; cpu++) {
          for (String mode : new String[] {"idle", "user", "system", "iowait"}) {
            add(
                Kind.COUNTER,
                "__name__",
                "node_cpu_seconds_total",
                "cluster",
                "c" + c,
                "job",
                "node",
                "instance",
                "node" + i,
                "cpu",
                String.valueOf(cpu),
                "mode",
                mode);
          }
        }
      }
    }
  }

  private void memory() {
    for (int c = 0; c < CLUSTERS; c++) {
      for (int i = 0; i < scale * 10; i++) {
        String pod = "pod-" + i;
        String namespace = "ns" + i % 20;
        add(
            Kind.GAUGE,
            "__name__",
            "container_memory_working_set_bytes",
            "cluster",
            "c" + c,
            "namespace",
            namespace,
            "pod",
            pod,
            "container",
            "app");
        if (i % 2 == 0) {
          add(
              Kind.ONE,
              "__name__",
              "kube_pod_info",
              "cluster",
              "c" + c,
              "namespace",
              namespace,
              "pod",
              pod,
              "node",
              "node" + i % scale);
        }
      }
    }
  }

  List<Labels> series() {
    return series;
  }

  /** The values of a series at {@code count} steps. */
  double[] values(int i, int count) {
    SplittableRandom random = new SplittableRandom(42 + i);
    double[] values = new double[count];
    double value = random.nextInt(1_000);
    for (int t = 0; t < count; t++) {
      value =
          switch (kinds.get(i)) {
            case COUNTER -> random.nextInt(2_000) == 0 ? 0 : value + random.nextInt(30);
            case GAUGE -> 1e8 + random.nextInt(1 << 24);
            case ONE -> 1;
          };
      values[t] = value;
    }
    return values;
  }
}
