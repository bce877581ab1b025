package io.tributary.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.remotewrite.SnappyBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedClusterTest {
  private static final int LIMIT = 1 << 20;

  private final SimulatedCluster healthy = new SimulatedCluster("a", 2, 4, false);
  private final SimulatedCluster troubled = new SimulatedCluster("b", 2, 4, true);

  private static double restarts(SimulatedCluster cluster, double seconds) {
    return cluster.series().stream()
        .filter(s -> s.labels().metricName().equals("kube_pod_container_status_restarts_total"))
        .mapToDouble(s -> s.signal().at(seconds))
        .sum();
  }

  @Test
  void series_areDistinctAndNameTheirCluster() {
    List<Labels> labels = healthy.series().stream().map(SimulatedSeries::labels).toList();
    assertThat(labels).doesNotHaveDuplicates().hasSizeGreaterThan(60);
    assertThat(labels).allMatch(l -> l.getOrEmpty("cluster").equals("a"));
    assertThat(healthy.series().stream().map(SimulatedSeries::labels)).isEqualTo(labels);
  }

  @Test
  void trouble_isRestartsOfOnePod() {
    assertThat(restarts(healthy, 60)).isEqualTo(restarts(healthy, 0));
    assertThat(restarts(troubled, 14)).isEqualTo(restarts(troubled, 0));
    assertThat(restarts(troubled, 60)).isGreaterThan(restarts(troubled, 16));
  }

  @Test
  void processorTime_addsUpToTheTimeThatPasses() {
    for (SimulatedCluster cluster : List.of(healthy, troubled)) {
      double perSecond =
          cluster.series().stream()
              .filter(s -> s.labels().metricName().equals("node_cpu_seconds_total"))
              .filter(s -> s.labels().getOrEmpty("cpu").equals("0"))
              .mapToDouble(s -> (s.signal().at(100) - s.signal().at(50)) / 50)
              .sum();
      assertThat(perSecond).isBetween(1.99, 2.01); // one a node
    }
  }

  @Test
  void bodies_holdEverySeriesInBothVersions() throws Exception {
    List<SimulatedSeries> series = healthy.series();
    byte[] v1 = RemoteWriteBody.VERSION_1.of(series, 3, 1000);
    WriteRequest first = WriteRequest.parseFrom(SnappyBlock.decode(v1, LIMIT));
    assertThat(first.getTimeseriesCount()).isEqualTo(series.size());
    byte[] v2 = RemoteWriteBody.VERSION_2.of(series, 3, 1000);
    Request second = Request.parseFrom(SnappyBlock.decode(v2, LIMIT));
    assertThat(second.getTimeseriesCount()).isEqualTo(series.size());
    for (int i = 0; i < series.size(); i++) {
      assertThat(first.getTimeseries(i).getSamples(0).getValue())
          .isEqualTo(second.getTimeseries(i).getSamples(0).getValue());
    }
  }
}
