package io.tributary.streams.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterLocalityTest {
  private final Parser parser = new Parser(ParserOptions.everything());
  private final ClusterLocality locality = new ClusterLocality("cluster", Set.of());
  private final ClusterLocality sharded = new ClusterLocality("cluster", Set.of("large"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "up == 0",
        "rate(http_requests_total[5m])",
        "sum by (cluster, job) (rate(http_requests_total[5m]))",
        "sum without (instance) (up)",
        "100 - (avg by(cluster) (irate(node_cpu_seconds_total{mode=\"idle\"}[5m])) * 100) > 80",
        "(1 - (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)) * 100 > 85",
        "a / on (cluster, job) group_left (team) b",
        "a * ignoring (mode) b",
        "a and on (cluster) b",
        "a or b unless c",
        "topk by (cluster) (3, a)",
        "count_values by (cluster) (\"version\", a)",
        "histogram_quantile(0.9, sum by (cluster, le) (rate(b[5m])))",
        "label_replace(a, \"x\", \"$1\", \"y\", \"(.*)\")",
        "max_over_time(sum by (cluster) (a)[1h:1m])",
        "a > bool time() - 10",
        "hour(a)",
        "-a",
        "predict_linear(a[1h], 3600) < 0",
        "quantile by (cluster) (0.5, a)",
      })
  void of_provesWhatKeepsTheCluster(String query) {
    assertThat(locality.of(parser.parse(query))).isEqualTo(new Locality.OfOneCluster());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(up) | several clusters",
        "sum by (job) (up) | several clusters",
        "sum without (cluster) (up) | several clusters",
        "topk(3, up) | several clusters",
        "count_values by (cluster) ('cluster', a) | count_values writes",
        "a / on (job) b | the sides of /",
        "a + ignoring (cluster) b | the sides of +",
        "a and on () b | the sides of and",
        "absent(up) | absent looks",
        "absent_over_time(up[5m]) | absent_over_time looks",
        "a * scalar(b) | scalar looks",
        "vector(1) | of no cluster",
        "a or vector(0) | of no cluster",
        "hour() | hour() gives",
        "info(a) | info joins",
        "label_replace(a, 'cluster', 'x', 'y', '.*') | label_replace writes",
        "label_join(a, 'cluster', '-', 'y') | label_join writes",
        "1 + sum(a) | several clusters",
        "topk by (cluster) (scalar(a), b) | scalar looks",
        "rate(sum(a)[5m:]) | several clusters",
      })
  void of_saysWhatMixesClusters(String query, String reason) {
    assertThat(locality.of(parser.parse(query)))
        .isInstanceOfSatisfying(
            Locality.Mixed.class, mixed -> assertThat(mixed.reason()).contains(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "time() + 1", "pi()", "1 > bool 2", "\"a\""})
  void of_knowsConstants(String query) {
    assertThat(locality.of(parser.parse(query))).isEqualTo(new Locality.Constant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "up == 0",
        "rate(http_requests_total[5m]) * 60 > 1",
        "-abs(a)",
        "predict_linear(a[1h], 3600) < 0",
        "max_over_time(rate(a[5m])[1h:1m])",
        "up{cluster=~\"large|other\"}",
      })
  void of_provesOfShardedClustersWhatNeedsOneSeries(String query) {
    assertThat(sharded.of(parser.parse(query))).isEqualTo(new Locality.OfOneSeries());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (cluster) (up)",
        "a / b",
        "a and on (cluster) b",
        "a or b",
        "histogram_quantile(0.9, rate(b[5m]))",
        "max_over_time(sum by (cluster) (a)[1h:1m])",
      })
  void of_provesNothingOfShardedClustersWhereSeriesMeet(String query) {
    assertThat(sharded.of(parser.parse(query)))
        .isInstanceOfSatisfying(
            Locality.Mixed.class,
            mixed -> assertThat(mixed.reason()).contains("spread over several partitions"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (cluster) (up{cluster=\"small\"})",
        "sum by (cluster) (up{cluster!~\"large\"})",
        "a{cluster=\"x\"} / b{cluster=\"x\"}",
      })
  void of_knowsWhichSelectorsReachNoShardedCluster(String query) {
    assertThat(sharded.of(parser.parse(query))).isEqualTo(new Locality.OfOneCluster());
  }
}
