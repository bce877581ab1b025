package io.tributary.gateway.ingest;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.v1;
import static io.tributary.gateway.Requests.v2;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.GatewayLimits;
import io.tributary.gateway.TestServer;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.remotewrite.RequestWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of known series, seen through the gateway that uses it. */
class SeriesTableTest {
  private static final String NEW_SERIES = "tributary_gateway_new_series_total";
  private static final String KNOWN = "tributary_gateway_known_series";

  @Test
  void labelWork_isDoneOnceForASeriesAndVersion() {
    try (TestServer server = TestServer.start()) {
      String[] up = {"__name__", "up", "cluster", "app"};
      for (int i = 0; i < 3; i++) {
        server.post(TestServer.V1, v1(sample(server.clock.millis(), i, up)));
        server.post(TestServer.V2, v2(server.clock.millis(), i, up));
      }
      assertThat(server.metric(NEW_SERIES)).isEqualTo(2);
      assertThat(server.metric(KNOWN)).isEqualTo(2);
      assertThat(server.written()).hasSize(6);
    }
  }

  @Test
  void idleSeries_areForgotten() {
    try (TestServer server = TestServer.start()) {
      post(server, "idle", 1);
      server.clock.advance(Duration.ofMinutes(20));
      post(server, "busy", 1);
      server.clock.advance(Duration.ofMinutes(20));
      server.pipeline.sweep();
      assertThat(server.metric(KNOWN)).isEqualTo(1);

      post(server, "idle", 1);
      post(server, "busy", 1);

      assertThat(server.metric(NEW_SERIES)).isEqualTo(3);
      assertThat(server.written()).hasSize(4);
    }
  }

  private static GatewayLimits smallTable() {
    GatewayLimits d = GatewayLimits.defaults();
    return new GatewayLimits(
        d.bodyBytes(),
        d.decodedBytes(),
        d.inFlightBytes(),
        d.labelsPerSeries(),
        d.labelNameBytes(),
        d.labelValueBytes(),
        20_000,
        d.seriesIdle(),
        d.clusters(),
        d.ahead());
  }

  @Test
  void seriesOf2WhoseSymbolsFindNoRoom_keepTheirLabels() {
    try (TestServer server = TestServer.start(GatewayConfig.defaults().withLimits(smallTable()))) {
      List<String> expected = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        RequestWriter writer = new RequestWriter();
        for (int i = 0; i < 500; i++) {
          Labels labels =
              Labels.of("__name__", "up", "app", "a" + i % 7, "cluster", "c", "i", "v" + i);
          writer.startSeries(labels);
          writer.sample(server.clock.millis() + round, (double) i, 0);
          writer.endSeries();
          expected.add(labels + " " + (server.clock.millis() + round) + " " + (double) i);
        }
        assertThat(server.post(TestServer.V2, writer.toByteArray()).statusCode()).isEqualTo(204);
      }
      assertThat(server.written()).isEqualTo(expected);
      assertThat(server.metric("tributary_gateway_known_series_bytes")).isLessThan(22_000);
    }
  }

  @Test
  void fullTable_takesNewSeriesNevertheless() {
    try (TestServer server = TestServer.start(GatewayConfig.defaults().withLimits(smallTable()))) {
      for (int round = 0; round < 3; round++) {
        assertThat(post(server, "s", 500)).isEqualTo(204);
      }
      assertThat(server.written()).hasSize(1500);
      assertThat(server.metric("tributary_gateway_known_series_bytes")).isLessThan(22_000);
    }
  }

  @Test
  void clusterPastTheLimit_isRefusedByName() {
    GatewayLimits d = GatewayLimits.defaults();
    GatewayLimits one =
        new GatewayLimits(
            d.bodyBytes(),
            d.decodedBytes(),
            d.inFlightBytes(),
            d.labelsPerSeries(),
            d.labelNameBytes(),
            d.labelValueBytes(),
            d.seriesTableBytes(),
            d.seriesIdle(),
            1,
            d.ahead());
    try (TestServer server = TestServer.start(GatewayConfig.defaults().withLimits(one))) {
      post(server, "s", 1);
      byte[] other = v1(sample(server.clock.millis(), 1, "__name__", "up", "cluster", "two"));

      assertThat(server.post(TestServer.V1, other).body())
          .contains("cluster \"two\" is one more than the limit of 1");
    }
  }

  private static int post(TestServer server, String instance, int series) {
    TimeSeries.Builder[] all = new TimeSeries.Builder[series];
    for (int i = 0; i < series; i++) {
      all[i] =
          sample(server.clock.millis(), i, "__name__", "up", "cluster", "app", "i", instance + i);
    }
    return server.post(TestServer.V1, v1(all)).statusCode();
  }
}
