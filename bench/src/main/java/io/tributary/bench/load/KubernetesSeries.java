package io.tributary.bench.load;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The series that node_exporter, cAdvisor, kube-state-metrics, the API server and web services have
 * in one cluster, with the labels that kube-prometheus-stack gives them: about 500 bytes each in
 * remote write 1.0. The same arguments give the same series.
 */
public final class KubernetesSeries {
  private static final String[] CPU_MODES = {
    "idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"
  };
  private static final String[] NODE_GAUGES = {
    "node_load1",
    "node_load5",
    "node_memory_MemAvailable_bytes",
    "node_memory_MemTotal_bytes",
    "node_memory_Cached_bytes",
    "node_filefd_allocated",
    "node_context_switches_total",
    "node_boot_time_seconds"
  };
  private static final String[] CONTAINER_METRICS = {
    "container_cpu_usage_seconds_total",
    "container_cpu_cfs_throttled_periods_total",
    "container_cpu_cfs_periods_total",
    "container_memory_working_set_bytes",
    "container_memory_rss",
    "container_memory_cache",
    "container_memory_usage_bytes",
    "container_fs_reads_total",
    "container_fs_writes_total",
    "container_fs_usage_bytes",
    "container_threads",
    "container_start_time_seconds"
  };
  private static final String[] POD_NETWORK = {
    "container_network_receive_bytes_total",
    "container_network_transmit_bytes_total",
    "container_network_receive_packets_total",
    "container_network_transmit_packets_total"
  };
  private static final String[] POD_STATES = {
    "Pending", "Succeeded", "Failed", "Unknown", "Running"
  };
  private static final String[] VERBS = {"GET", "LIST", "POST", "PUT", "PATCH", "DELETE"};
  private static final String[] RESOURCES = {
    "pods",
    "nodes",
    "services",
    "endpoints",
    "configmaps",
    "secrets",
    "events",
    "leases",
    "deployments",
    "replicasets",
    "daemonsets",
    "jobs"
  };
  private static final String[] LE = {
    "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"
  };
  private static final String[] CODES = {"200", "404", "500"};

  private final String cluster;
  private final SplittableRandom random;
  private final List<Labels> series = new ArrayList<>();

  private KubernetesSeries(String cluster) {
    this.cluster = cluster;
    this.random = new SplittableRandom(cluster.hashCode());
  }

  /** The series of one cluster. */
  public static List<Labels> of(String cluster, int nodes, int podsPerNode) {
    KubernetesSeries world = new KubernetesSeries(cluster);
    world.addControlPlane();
    for (int node = 0; node < nodes; node++) {
      world.addNode(node);
      for (int pod = 0; pod < podsPerNode; pod++) {
        world.addPod(node, pod);
      }
    }
    return world.series;
  }

  /** At least so many series, in clusters {@code cluster-0}, {@code cluster-1}, ... */
  public static List<Labels> atLeast(int count, int clusters) {
    List<Labels> all = new ArrayList<>();
    int perCluster = (count + clusters - 1) / clusters;
    for (int i = 0; i < clusters; i++) {
      List<Labels> one = new ArrayList<>();
      for (int nodes = 1; one.size() < perCluster; nodes *= 2) {
        one = of("cluster-" + i, nodes, 20);
      }
      all.addAll(one.subList(0, perCluster));
    }
    return all;
  }

  private void addControlPlane() {
    LabelsBuilder apiserver =
        scraped("apiserver", "default", "kubernetes")
            .set("endpoint", "https")
            .set("instance", "10.43.0.1:6443");
    for (String verb : VERBS) {
      for (String code : new String[] {"200", "404", "409", "500"}) {
        for (String resource : RESOURCES) {
          add(
              copy(apiserver).set("verb", verb).set("code", code).set("resource", resource),
              "apiserver_request_total");
        }
      }
    }
  }

  private void addNode(int node) {
    LabelsBuilder exporter =
        scraped("node-exporter", "monitoring", "kube-prometheus-stack-prometheus-node-exporter")
            .set("container", "node-exporter")
            .set("endpoint", "http-metrics")
            .set("instance", instance(node, 9100))
            .set("pod", "kube-prometheus-stack-prometheus-node-exporter-" + word(node, 5));
    for (int cpu = 0; cpu < 8; cpu++) {
      for (String mode : CPU_MODES) {
        LabelsBuilder one = copy(exporter);
        add(one.set("cpu", Integer.toString(cpu)).set("mode", mode), "node_cpu_seconds_total");
      }
    }
    for (String gauge : NODE_GAUGES) {
      add(copy(exporter), gauge);
    }
    for (String device : new String[] {"nvme0n1", "nvme1n1"}) {
      for (String what : new String[] {"read", "written"}) {
        add(copy(exporter).set("device", device), "node_disk_" + what + "_bytes_total");
      }
    }
    for (String mount : new String[] {"/", "/boot/efi", "/var/lib/containerd"}) {
      for (String what : new String[] {"avail", "size", "files_free"}) {
        add(
            copy(exporter)
                .set("device", "/dev/nvme0n1p1")
                .set("fstype", "ext4")
                .set("mountpoint", mount),
            "node_filesystem_" + what + "_bytes");
      }
    }
  }

  private void addPod(int node, int pod) {
    String namespace = "team-" + (pod % 7);
    String app = "service-" + (pod % 23);
    String podName = app + "-" + word(node * 31 + pod, 9) + "-" + word(node * 977 + pod, 5);
    String uid = hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12);
    addContainers(node, namespace, app, podName, uid);
    addStates(namespace, podName, uid, app);
    addRequests(node, namespace, app, podName);
  }

  private void addContainers(int node, String namespace, String app, String podName, String uid) {
    LabelsBuilder kubelet =
        scraped("kubelet", namespace, "kube-prometheus-stack-kubelet")
            .set("endpoint", "https-metrics")
            .set("instance", instance(node, 10250))
            .set("metrics_path", "/metrics/cadvisor")
            .set("node", nodeName(node))
            .set("pod", podName);
    for (String container : new String[] {app, "istio-proxy"}) {
      String id = hex(64);
      LabelsBuilder one =
          copy(kubelet)
              .set("container", container)
              .set(
                  "id",
                  "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod"
                      + uid.replace('-', '_')
                      + ".slice/cri-containerd-"
                      + id
                      + ".scope")
              .set("image", "registry.example.com/" + namespace + "/" + container + ":v1.17.3")
              .set("name", id);
      for (String metric : CONTAINER_METRICS) {
        add(copy(one), metric);
      }
    }
    for (String metric : POD_NETWORK) {
      add(copy(kubelet).set("interface", "eth0"), metric);
    }
  }

  private void addStates(String namespace, String podName, String uid, String app) {
    LabelsBuilder ksm =
        scraped("kube-state-metrics", namespace, "kube-prometheus-stack-kube-state-metrics")
            .set("endpoint", "http")
            .set("instance", "10.42.0.17:8080")
            .set("pod", podName)
            .set("uid", uid);
    for (String phase : POD_STATES) {
      add(copy(ksm).set("phase", phase), "kube_pod_status_phase");
    }
    for (String container : new String[] {app, "istio-proxy"}) {
      add(copy(ksm).set("container", container), "kube_pod_container_status_restarts_total");
      for (String resource : new String[] {"cpu", "memory"}) {
        add(
            copy(ksm).set("container", container).set("resource", resource),
            "kube_pod_container_resource_limits");
      }
    }
  }

  private void addRequests(int node, String namespace, String app, String podName) {
    LabelsBuilder service =
        scraped(app, namespace, app)
            .set("container", app)
            .set("endpoint", "metrics")
            .set("instance", instance(node, 8080))
            .set("pod", podName);
    for (String code : CODES) {
      LabelsBuilder one = copy(service).set("code", code).set("handler", "/api/v1/items/:id");
      add(copy(one), "http_requests_total");
      for (String le : LE) {
        add(copy(one).set("le", le), "http_request_duration_seconds_bucket");
      }
    }
  }

  private LabelsBuilder scraped(String job, String namespace, String service) {
    return Labels.builder()
        .set("cluster", cluster)
        .set("job", job)
        .set("namespace", namespace)
        .set("prometheus", "monitoring/kube-prometheus-stack-prometheus")
        .set("service", service);
  }

  private static LabelsBuilder copy(LabelsBuilder builder) {
    return builder.build().toBuilder();
  }

  private void add(LabelsBuilder labels, String name) {
    series.add(labels.set(Labels.NAME, name).build());
  }

  private static String instance(int node, int port) {
    return "10.42." + node / 250 + "." + node % 250 + ":" + port;
  }

  private static String nodeName(int node) {
    return "ip-10-42-" + node / 250 + "-" + node % 250 + ".eu-central-1.compute.internal";
  }

  private String hex(int digits) {
    StringBuilder out = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      out.append(Character.forDigit(random.nextInt(16), 16));
    }
    return out.toString();
  }

  private static String word(int seed, int length) {
    SplittableRandom letters = new SplittableRandom(seed);
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append("bcdfghjklmnpqrstvwxz2456789".charAt(letters.nextInt(27)));
    }
    return out.toString();
  }
}
