package io.tributary.gateway.http;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.v1;
import static io.tributary.gateway.TestServer.V1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.GatewayLimits;
import io.tributary.gateway.TestServer;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.remotewrite.SnappyBlock;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka takes the records and does not acknowledge them. */
@Timeout(60)
class BackPressureTest {
  private static final int SERIES = 500;
  private static final int IN_FLIGHT_BYTES = 1 << 20;

  @Test
  void slowKafka_isAnswered503AndNothingAcknowledgedIsLost() {
    try (TestServer server =
        TestServer.start(GatewayConfig.defaults().withLimits(limits(256 << 10)))) {
      server.publisher.hold();
      List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
      HttpResponse<String> refused = null;
      for (int i = 0; refused == null; i++) {
        assertThat(i).as("requests until it is full").isLessThan(200);
        int before = server.publisher.waiting();
        CompletableFuture<HttpResponse<String>> answer =
            server.postAsync(V1, SnappyBlock.encode(request(server, i)));
        while (!answer.isDone() && server.publisher.waiting() == before) {
          Thread.onSpinWait();
        }
        if (answer.isDone()) {
          refused = answer.join();
        } else {
          held.add(answer);
        }
      }

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).isPresent();
      assertThat(refused.body()).contains("bytes are in flight already, the limit is 1048576");
      assertThat(held).hasSizeGreaterThan(2).noneMatch(CompletableFuture::isDone);
      assertThat(server.inFlight.taken()).isBetween(1L, (long) IN_FLIGHT_BYTES);

      server.publisher.release(null);
      assertThat(held).allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(204));
      assertThat(server.written()).hasSize(held.size() * SERIES);
      server.assertNothingInFlight();
      assertThat(server.post(V1, request(server, 0)).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void requestThatCouldNeverBeTaken_isAMistakeInTheLimits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(IN_FLIGHT_BYTES))
        .withMessageContaining("decoded must be at most 1/4 of in_flight")
        .withMessageContaining("were 1048576 and 1048576");
  }

  private static GatewayLimits limits(int decodedBytes) {
    GatewayLimits d = GatewayLimits.defaults();
    return new GatewayLimits(
        d.bodyBytes(),
        decodedBytes,
        IN_FLIGHT_BYTES,
        d.labelsPerSeries(),
        d.labelNameBytes(),
        d.labelValueBytes(),
        d.seriesTableBytes(),
        d.seriesIdle(),
        d.clusters(),
        d.ahead());
  }

  private static byte[] request(TestServer server, int number) {
    TimeSeries.Builder[] all = new TimeSeries.Builder[SERIES];
    for (int i = 0; i < SERIES; i++) {
      all[i] =
          sample(
              server.clock.millis() + number,
              i,
              "__name__",
              "up",
              "cluster",
              "app",
              "instance",
              "10.0.0." + i);
    }
    return v1(all);
  }
}
