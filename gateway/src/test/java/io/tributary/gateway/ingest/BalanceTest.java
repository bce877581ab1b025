package io.tributary.gateway.ingest;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.v1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.TestServer;
import io.tributary.schemas.remotewrite.SnappyBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The counters account for every sample that came. */
@Timeout(60)
class BalanceTest {
  @Test
  void received_isPublishedRejectedFailedAndInFlight() {
    try (TestServer server =
        TestServer.start(GatewayConfig.defaults().withQuotas(Map.of("limited", 1.0)))) {
      Random random = new Random(1);
      for (int i = 0; i < 200; i++) {
        server.publisher.fail(random.nextInt(4) == 0 ? new IllegalStateException("down") : null);
        server.post(TestServer.V1, request(server, random));
      }
      server.publisher.fail(null);
      server.publisher.hold();
      List<CompletableFuture<?>> held = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        byte[] good = v1(sample(server.clock.millis(), 1, "__name__", "up", "cluster", "a"));
        held.add(server.postAsync(TestServer.V1, SnappyBlock.encode(good)));
      }
      while (server.publisher.waiting() < 3) {
        Thread.onSpinWait();
      }
      assertThat(server.metric("tributary_gateway_samples_in_flight")).isEqualTo(3);
      assertBalanced(server);

      server.publisher.release(null);
      held.forEach(CompletableFuture::join);

      assertThat(server.metric("tributary_gateway_samples_in_flight")).isZero();
      assertBalanced(server);
      assertThat(server.metric("tributary_gateway_rejected_samples_total")).isPositive();
      assertThat(server.metric("tributary_gateway_failed_samples_total")).isPositive();
      assertThat(server.metric("tributary_gateway_published_samples_total"))
          .isEqualTo(server.written().size());
    }
  }

  private static byte[] request(TestServer server, Random random) {
    long now = server.clock.millis();
    return v1(
        sample(now, 1, "__name__", "up", "cluster", random.nextInt(5) == 0 ? "limited" : "a"),
        sample(now, 1, "__name__", "down", "cluster", "b"),
        sample(now + (random.nextInt(3) == 0 ? 700_000 : 0), 1, "__name__", "x", "cluster", "b"),
        sample(now, 1, random.nextBoolean() ? "__name__" : "nameless", "y", "cluster", "b"));
  }

  private static void assertBalanced(TestServer server) {
    double sum =
        server.metric("tributary_gateway_published_samples_total")
            + server.metric("tributary_gateway_rejected_samples_total")
            + server.metric("tributary_gateway_failed_samples_total")
            + server.metric("tributary_gateway_samples_in_flight");
    assertThat(server.metric("tributary_gateway_received_samples_total")).isEqualTo(sum);
  }
}
