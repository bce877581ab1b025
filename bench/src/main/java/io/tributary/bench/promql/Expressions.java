package io.tributary.bench.promql;

import java.util.List;

/** What dashboards and rules ask. */
final class Expressions {
  private Expressions() {}

  /**
   * One expression.
   *
   * @param range whether it is asked over six hours in steps of a minute, rather than at the end
   */
  record Expression(String query, boolean range) {}

  static final List<Expression> ALL =
      List.of(
          range("container_memory_working_set_bytes{cluster=\"c0\",namespace=\"ns1\"}"),
          instant("container_memory_working_set_bytes"),
          range("sum by (cluster, namespace) (container_memory_working_set_bytes)"),
          range("avg by (namespace) (container_memory_working_set_bytes)"),
          range("max by (cluster) (container_memory_working_set_bytes) / 1024 / 1024"),
          instant("sum by (cluster) (rate(http_requests_total[5m]))"),
          range("sum by (cluster) (rate(http_requests_total[5m]))"),
          range("sum by (cluster, code) (rate(http_requests_total[1m]))"),
          range("sum(rate(http_requests_total[1h]))"),
          instant("sum by (cluster) (rate(http_requests_total[6h]))"),
          range(
              "sum by (cluster) (rate(http_requests_total{code=~\"5..\"}[5m]))"
                  + " / sum by (cluster) (rate(http_requests_total[5m]))"),
          range("sum without (cpu, mode) (irate(node_cpu_seconds_total{mode!=\"idle\"}[5m]))"),
          range("1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))"),
          range(
              "histogram_quantile(0.99, sum by (le, cluster)"
                  + " (rate(http_request_duration_seconds_bucket[5m])))"),
          instant("histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[10m]))"),
          range("topk(5, sum by (instance) (rate(http_requests_total[5m])))"),
          instant("topk(10, container_memory_working_set_bytes)"),
          range("quantile by (cluster) (0.95, container_memory_working_set_bytes)"),
          range(
              "sum by (node) (container_memory_working_set_bytes"
                  + " * on (cluster, namespace, pod) group_left (node) kube_pod_info)"),
          range(
              "rate(http_requests_total{cluster=\"c1\",method=\"GET\"}[5m])"
                  + " > on (cluster, instance, method, code) group_left ()"
                  + " rate(http_requests_total{cluster=\"c1\",method=\"GET\"}[30m])"),
          range("max_over_time(container_memory_working_set_bytes{cluster=\"c2\"}[1h])"),
          range("avg_over_time(container_memory_working_set_bytes{cluster=\"c2\"}[30m])"),
          range("stddev_over_time(container_memory_working_set_bytes{cluster=\"c2\"}[10m])"),
          instant("predict_linear(container_memory_working_set_bytes[6h], 14400)"),
          range("max_over_time(sum by (cluster) (rate(http_requests_total[5m]))[30m:1m])"),
          instant(
              "quantile_over_time(0.9, sum by (cluster) (rate(http_requests_total[5m]))[6h:1m])"),
          range("count by (cluster) (changes(kube_pod_info[1h]) == 0)"),
          range("increase(http_requests_total{instance=~\"10.0.1.1.*\",code=\"200\"}[5m])"),
          instant("count({__name__=~\"http_.*\"})"),
          instant(
              "sum by (namespace) (container_memory_working_set_bytes)"
                  + " unless on (namespace) (kube_pod_info == 0)"));

  private static Expression range(String query) {
    return new Expression(query, true);
  }

  private static Expression instant(String query) {
    return new Expression(query, false);
  }
}
