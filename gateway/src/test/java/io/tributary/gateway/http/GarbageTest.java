package io.tributary.gateway.http;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.series;
import static io.tributary.gateway.Requests.v1;
import static io.tributary.gateway.Requests.v2;
import static io.tributary.gateway.TestServer.V1;
import static io.tributary.gateway.TestServer.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.GatewayLimits;
import io.tributary.gateway.TestServer;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no agent should send, and somebody will. Each time 4xx, and nothing kept in memory. */
@Timeout(60)
class GarbageTest {
  private static final String[] UP = {"__name__", "up", "cluster", "app", "job", "node"};

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.assertNothingInFlight();
    server.close();
  }

  @Test
  void truncatedBodies_areRefused() {
    byte[] body = SnappyBlock.encode(v1(sample(now(), 1, UP)));
    for (int length = 0; length < body.length; length++) {
      assertRefused(server.postRaw(V1, Arrays.copyOf(body, length)));
    }
    assertThat(server.written()).isEmpty();
  }

  @Test
  void truncatedMessages_areRefusedOrHoldNothing() {
    byte[] message = v1(sample(now(), 1, UP));
    for (int length = 1; length < message.length; length++) {
      assertRefused(server.post(V1, Arrays.copyOf(message, length)));
    }
    assertThat(server.written()).isEmpty();
  }

  @Test
  void emptyMessage_holdsNothing() {
    assertThat(server.post(V1, new byte[0]).statusCode()).isEqualTo(204);
    assertThat(server.post(V2, new byte[0]).statusCode()).isEqualTo(204);
  }

  @Test
  void damagedMessages_areNeverAFaultOfTheServer() {
    Random random = new Random(1);
    byte[][] messages = {v1(sample(now(), 1, UP)), v2(now(), 1, UP)};
    for (int i = 0; i < 600; i++) {
      byte[] damaged = messages[i % 2].clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      int status = server.post(i % 2 == 0 ? V1 : V2, damaged).statusCode();
      assertThat(status).isIn(204, 400);
    }
  }

  @Test
  void bomb_thatDeclares4GiBIsRefusedUnread() {
    HttpResponse<String> answer =
        server.postRaw(V1, HexFormat.of().parseHex("ffffffff0f" + "00".repeat(10)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("declares 4294967295 decoded bytes, the limit is ")
        .contains(Integer.toString(GatewayLimits.defaults().decodedBytes()));
  }

  @Test
  void bomb_ofEmptySymbolsIsRefused() {
    byte[] message = new byte[4 << 20];
    for (int i = 0; i < message.length; i += 2) {
      message[i] = 0x22;
    }
    HttpResponse<String> answer = server.post(V2, message);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("more than 262144 symbols");
  }

  @Test
  void bomb_ofEmptySamplesIsRefused() {
    byte[] samples = new byte[8 << 20];
    for (int i = 0; i < samples.length; i += 2) {
      samples[i] = 0x12;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(0x0a);
    message.writeBytes(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x04});
    message.writeBytes(samples);

    HttpResponse<String> answer = server.post(V1, message.toByteArray());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("more than 65536 samples in one series");
  }

  @Test
  void millionLabels_areRefusedWithTheLimit() {
    TimeSeries.Builder series = sample(now(), 1, UP);
    for (int i = 0; i < 1_000_000; i++) {
      series.addLabelsBuilder().setName("label" + i).setValue("v");
    }
    HttpResponse<String> answer = server.post(V1, v1(series, sample(now(), 2, UP)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("more than 128 labels");
    assertThat(server.written()).hasSize(1);
    assertThat(server.metric("tributary_gateway_known_series_bytes")).isLessThan(10_000);
  }

  @Test
  void longNamesAndValues_areRefusedWithTheLimit() {
    String name = "n".repeat(1025);
    String value = "v".repeat(16_385);
    HttpResponse<String> answer =
        server.post(
            V1,
            v1(
                sample(now(), 1, "__name__", "up", "cluster", "app", name, "1"),
                sample(now(), 1, "__name__", "up", "cluster", "app", "a", value)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("a label name of 1025 bytes, the limit is 1024")
        .contains("the value of label \"a\" has 16385 bytes, the limit is 16384");
  }

  @Test
  void oneVersionUnderTheTypeOfTheOther_isRefused() {
    assertRefused(server.post(V2, v1(sample(now(), 1, UP))));
    assertRefused(server.post(V1, v2(now(), 1, UP)));
    assertThat(server.written()).isEmpty();
  }

  @Test
  void badReferencesOfVersion2_areRefusedAndTheRestIsKept() {
    Request.Builder request =
        Request.newBuilder()
            .addSymbols("")
            .addSymbols("__name__")
            .addSymbols("up")
            .addSymbols("cluster");
    request.addTimeseriesBuilder().addLabelsRefs(1).addLabelsRefs(99).addSamplesBuilder();
    request.addTimeseriesBuilder().addLabelsRefs(1).addSamplesBuilder();
    request
        .addTimeseriesBuilder()
        .addLabelsRefs(1)
        .addLabelsRefs(2)
        .addLabelsRefs(3)
        .addLabelsRefs(2)
        .addSamplesBuilder()
        .setTimestamp(now());

    HttpResponse<String> answer = server.post(V2, request.build().toByteArray());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("a label reference to symbol 99 of 4")
        .contains("an odd number of label references: 1");
    assertThat(server.written()).containsExactly("up{cluster=\"up\"} " + now() + " 0.0");
  }

  @Test
  void bodyOverTheLimit_isAnswered413() {
    byte[] body = new byte[(16 << 20) + 1];

    assertThat(server.postRaw(V1, body).statusCode()).isEqualTo(413);
  }

  @Test
  void bodyFarOverTheLimit_isReadToItsEndSoThatTheAnswerArrives() {
    byte[] body = new byte[40 << 20];
    for (int i = 0; i < 5; i++) {
      assertThat(server.postRaw(V1, body).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void rejectedSeries_areKeptInTheirTopicUpToALimit() {
    TimeSeries.Builder[] many = new TimeSeries.Builder[50];
    Arrays.setAll(many, i -> series("cluster", "app", "job", "nameless-" + i));
    server.post(V1, v1(many));

    assertThat(server.publisher.records(Topic.REJECTED))
        .hasSize(10)
        .first()
        .satisfies(
            record ->
                assertThat(record.headers())
                    .containsEntry("tributary-reason", "missing_metric_name")
                    .containsEntry("tributary-source", "gateway"));
  }

  @Test
  void samplesOfAClockFarAhead_areKeptInTheTopicOfRejected_andTheClockIsShown() {
    server.post(V1, v1(sample(now() + 3_600_000, 1, "__name__", "up", "cluster", "ahead")));

    assertThat(server.publisher.records(Topic.REJECTED))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.headers())
                    .containsEntry("tributary-reason", "too_far_in_future")
                    .containsEntry(
                        "tributary-detail", "a sample 3600 s in the future: check the clock"));
    assertThat(server.metric("tributary_gateway_cluster_clock_ahead_seconds")).isEqualTo(3600);
    assertThat(
            server
                .registry
                .scrape("tributary_gateway_cluster_last_sample_timestamp_seconds"::equals)
                .stream()
                .flatMap(metric -> metric.getDataPoints().stream()))
        .isEmpty();
  }

  private long now() {
    return server.clock.millis();
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isNotBlank();
  }
}
