package io.tributary.gateway.http;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.v1;
import static io.tributary.gateway.Requests.v2;
import static io.tributary.gateway.TestServer.V1;
import static io.tributary.gateway.TestServer.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.TestServer;
import io.tributary.schemas.proto.v1.MetricMetadata;
import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.topic.Topic;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteHandlerTest {
  private static final String[] UP = {"__name__", "up", "cluster", "app", "job", "node"};

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void version1_isAnswered204WithoutCounts() {
    HttpResponse<String> answer = server.post(V1, v1(sample(now(), 1, UP)));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(writtenHeaders(answer)).isEmpty();
    assertThat(server.written()).containsExactly(upAt(now(), 1));
  }

  @Test
  void version2_isAnswered204WithCounts() {
    HttpResponse<String> answer = server.post(V2, v2(now(), 1, UP));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(writtenHeaders(answer))
        .containsEntry("x-prometheus-remote-write-samples-written", "1")
        .containsEntry("x-prometheus-remote-write-histograms-written", "0")
        .containsEntry("x-prometheus-remote-write-exemplars-written", "0");
    assertThat(server.written()).containsExactly(upAt(now(), 1));
  }

  @Test
  void bothVersions_becomeTheSameSeries() {
    server.post(V1, v1(sample(now(), 1, UP)));
    server.post(V2, v2(now(), 1, UP));

    assertThat(server.publisher.records(Topic.SAMPLES))
        .extracting(record -> record.value())
        .satisfiesExactly(
            first -> assertThat(first).isNotEmpty(),
            second ->
                assertThat(second)
                    .isEqualTo(server.publisher.records(Topic.SAMPLES).getFirst().value()));
  }

  @Test
  void otherMethods_areAnswered405() throws Exception {
    HttpResponse<String> answer = server.send(HttpRequest.newBuilder().GET());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void otherTypes_areAnswered415AndNotStored() {
    byte[] body = SnappyBlock.encode(v1(sample(now(), 1, UP)));

    assertThat(server.postRaw("text/plain", body).statusCode()).isEqualTo(415);
    assertThat(server.postRaw(V1 + ";proto=x", body).statusCode()).isEqualTo(415);
    assertThat(server.postRaw(V1, body, "Content-Encoding", "gzip").statusCode()).isEqualTo(415);
    assertThat(server.postRaw(V1, body, "Content-Encoding", "Snappy").statusCode()).isEqualTo(204);
    assertThat(server.postRaw("", body).statusCode()).isEqualTo(204);
    assertThat(server.written()).hasSize(2);
  }

  @Test
  void invalidSeries_isNamedAndTheRestIsKept() {
    HttpResponse<String> answer =
        server.post(
            V1,
            v1(
                sample(now(), 1, UP),
                sample(now(), 2, "cluster", "app", "job", "nameless"),
                sample(now(), 3, "__name__", "twice", "cluster", "app", "a", "1", "a", "2")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("2 items were rejected")
        .contains("job=\"nameless\"}: no metric name")
        .contains("label \"a\" is there twice");
    assertThat(server.written()).containsExactly(upAt(now(), 1));
  }

  @Test
  void invalidSeriesOfVersion2_leaveTrueCounts() {
    HttpResponse<String> answer = server.post(V2, v2(now(), 1, "__name__", "up"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("set externalLabels: {cluster: NAME}");
    assertThat(writtenHeaders(answer))
        .containsEntry("x-prometheus-remote-write-samples-written", "0");
  }

  @Test
  void metadataAlone_isAnswered204() {
    WriteRequest request =
        WriteRequest.newBuilder()
            .addMetadata(MetricMetadata.newBuilder().setMetricFamilyName("up").setHelp("Is it up?"))
            .build();

    assertThat(server.post(V1, request.toByteArray()).statusCode()).isEqualTo(204);
    assertThat(server.publisher.records(Topic.SAMPLES)).isEmpty();
  }

  @Test
  void repeatedRequest_isASuccess() {
    byte[] request = v1(sample(now(), 1, UP));

    assertThat(server.post(V1, request).statusCode()).isEqualTo(204);
    assertThat(server.post(V1, request).statusCode()).isEqualTo(204);
  }

  @Test
  void answer_waitsForTheAcknowledgement() throws Exception {
    server.publisher.hold();
    CompletableFuture<HttpResponse<String>> answer =
        server.postAsync(V1, SnappyBlock.encode(v1(sample(now(), 1, UP))));
    while (server.publisher.waiting() == 0) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();
    assertThat(server.metric("tributary_gateway_samples_in_flight")).isEqualTo(1);
    assertThat(server.inFlight.taken()).isPositive();

    server.publisher.release(null);

    assertThat(answer.get().statusCode()).isEqualTo(204);
    server.assertNothingInFlight();
  }

  @Test
  void failedAcknowledgement_isAnswered503() {
    server.publisher.fail(new IllegalStateException("broker is down"));
    HttpResponse<String> answer = server.post(V2, v2(now(), 1, UP));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).contains("5");
    assertThat(answer.body()).contains("broker is down");
  }

  @Test
  void unknownPartitions_areAnswered503() {
    server.publisher.partitions(0);

    assertThat(server.post(V1, v1(sample(now(), 1, UP))).statusCode()).isEqualTo(503);
    server.assertNothingInFlight();
  }

  @Test
  void clusterOverItsQuota_isAnswered429() {
    try (TestServer limited =
        TestServer.start(GatewayConfig.defaults().withQuotas(Map.of("app", 0.1)))) {
      assertThat(limited.post(V1, v1(sample(now(), 1, UP))).statusCode()).isEqualTo(204);
      HttpResponse<String> answer = limited.post(V1, v1(sample(now(), 1, UP)));

      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("retry-after")).isPresent();
      assertThat(answer.body()).contains("cluster \"app\" is over its quota");
      assertThat(limited.written()).hasSize(1);
      String[] other = {"__name__", "up", "cluster", "other"};
      assertThat(limited.post(V1, v1(sample(now(), 1, other))).statusCode()).isEqualTo(204);
    }
  }

  private long now() {
    return server.clock.millis();
  }

  private static String upAt(long timestampMs, double value) {
    return "up{cluster=\"app\", job=\"node\"} " + timestampMs + " " + value;
  }

  private static Map<String, String> writtenHeaders(HttpResponse<String> answer) {
    Map<String, String> written = new java.util.HashMap<>();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (name.contains("remote-write")) {
                written.put(name, values.getFirst());
              }
            });
    return written;
  }
}
