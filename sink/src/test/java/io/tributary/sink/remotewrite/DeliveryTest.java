package io.tributary.sink.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.topic.RejectedTopic;
import io.tributary.sink.consume.PendingRecords;
import io.tributary.sink.http.Backoff;
import io.tributary.sink.http.HttpPeer;
import io.tributary.sink.testing.FakeReceiver;
import io.tributary.sink.testing.FakeReceiver.Reply;
import io.tributary.sink.testing.FakeStore;
import io.tributary.sink.testing.FakeStore.Arrived;
import io.tributary.sink.testing.TestRecords;
import io.tributary.sink.testing.TickingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final TickingClock clock = new TickingClock("2026-11-22T10:00:00Z");
  private final FakeStore store = new FakeStore();
  private final FakeReceiver receiver = new FakeReceiver(store::keep);
  private final RemoteWriteMetrics metrics = new RemoteWriteMetrics(new PrometheusRegistry());
  private final MockProducer<byte[], byte[]> rejected =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final PendingRecords pending = new PendingRecords();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    receiver.close();
  }

  private void deliver(Protocol configured, Batch... batches) throws InterruptedException {
    Destination destination = Destination.named("hub", receiver.url()).withProtocol(configured);
    DestinationMetrics mine = new DestinationMetrics(metrics, "hub", clock);
    ProtocolChoice protocol = new ProtocolChoice(destination);
    Pause pause = pauses::add;
    try (HttpPeer peer =
        new HttpPeer(destination.url(), destination.access(), Duration.ofSeconds(10))) {
      Delivery delivery =
          new Delivery(
              new Receiver(peer, protocol, mine, clock),
              protocol,
              new PartialWrites(),
              new Rejections("hub", rejected, mine, pause),
              mine,
              Backoff.defaults(),
              pause);
      for (Batch batch : batches) {
        delivery.deliver(batch);
        batch.done();
      }
    }
  }

  private Batch numbered(int from, int to) {
    return TestBatches.of(pending, new TestRecords().numbered(from, to, 1000).record("eu", 7));
  }

  private Set<Integer> stored() {
    TreeSet<Integer> numbers = new TreeSet<>();
    store.samples().keySet().forEach(labels -> numbers.add(number(labels)));
    return numbers;
  }

  private static int number(Labels labels) {
    return Integer.parseInt(labels.getOrEmpty("i"));
  }

  private double failed(String reason) {
    return metrics.failed.labelValues("hub", reason).get();
  }

  private double sent() {
    return metrics.sent.labelValues("hub").get();
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private List<Integer> rejectedNumbers() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : rejected.history()) {
      Request request = Request.parseFrom(record.value());
      request
          .getTimeseriesList()
          .forEach(
              s ->
                  numbers.add(
                      Integer.parseInt(
                          request.getSymbols(s.getLabelsRefs(s.getLabelsRefsCount() - 1)))));
    }
    return numbers;
  }

  /** Refuses a whole request for one bad series in it, as Prometheus does with 1.0. */
  private FakeReceiver.Behaviour rollingBack(int... bad) {
    return request -> {
      for (Arrived one : FakeStore.read(request)) {
        if (IntStream.of(bad).anyMatch(i -> i == number(one.labels()))) {
          return Reply.of(400, "out of order sample");
        }
      }
      return store.keep(request);
    };
  }

  @Test
  void deliver_speaks2WithTheSpecifiedHeaders() throws Exception {
    deliver(Protocol.AUTO, numbered(0, 3));
    FakeReceiver.Request request = receiver.requests().getFirst();
    assertThat(request.headers().getFirst("Content-Type"))
        .isEqualTo("application/x-protobuf;proto=io.prometheus.write.v2.Request");
    assertThat(request.headers().getFirst("Content-Encoding")).isEqualTo("snappy");
    assertThat(request.headers().getFirst("X-Prometheus-Remote-Write-Version")).isEqualTo("2.0.0");
    assertThat(request.headers().getFirst("Retry-Attempt")).isNull();
    assertThat(stored()).containsExactly(0, 1, 2);
    assertThat(sent()).isEqualTo(3);
    assertThat(pending.allDelivered()).isTrue();
  }

  @Test
  void deliver_retriesWithDoublingPauses() throws Exception {
    receiver.behave(
        request ->
            receiver.requests().size() < 4
                ? Reply.of(500 + receiver.requests().size())
                : store.keep(request));
    deliver(Protocol.AUTO, numbered(0, 3));
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(30), Duration.ofMillis(60), Duration.ofMillis(120));
    assertThat(receiver.requests().getLast().headers().getFirst("Retry-Attempt")).isEqualTo("3");
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void deliver_waitsAsLongAsTheReceiverAsks() throws Exception {
    receiver.behave(
        request ->
            switch (receiver.requests().size()) {
              case 1 -> new Reply(429, "slow down", Map.of("Retry-After", "17"));
              case 2 -> new Reply(503, "", Map.of("Retry-After", "Sun, 22 Nov 2026 10:01:00 GMT"));
              default -> store.keep(request);
            });
    deliver(Protocol.AUTO, numbered(0, 3));
    assertThat(pauses).containsExactly(Duration.ofSeconds(17), Duration.ofMinutes(1));
    assertThat(metrics.retries.labelValues("hub", "status_429").get()).isEqualTo(1);
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void deliver_fallsBackWhereTheTypeIsUnsupported() throws Exception {
    receiver.behave(
        request -> FakeStore.isV2(request) ? Reply.of(415, "no 2.0") : store.keep(request));
    deliver(Protocol.AUTO, numbered(0, 3), numbered(3, 5));
    assertThat(stored()).containsExactly(0, 1, 2, 3, 4);
    assertThat(receiver.requests()).hasSize(3);
    assertThat(rejected.history()).isEmpty();
  }

  @Test
  void deliver_fallsBackWhereA2xxDoesNotCount() throws Exception {
    receiver.behave(request -> FakeStore.isV2(request) ? Reply.of(204) : store.keep(request));
    deliver(Protocol.AUTO, numbered(0, 3), numbered(3, 5));
    assertThat(store.size()).isEqualTo(5);
    assertThat(receiver.requests()).hasSize(3);
    assertThat(
            receiver.requests().getLast().headers().getFirst("X-Prometheus-Remote-Write-Version"))
        .isEqualTo("0.1.0");
  }

  @Test
  void deliver_fallsBackOnA400OnlyIf1IsTaken() throws Exception {
    receiver.behave(
        request -> FakeStore.isV2(request) ? Reply.of(400, "cannot parse") : store.keep(request));
    deliver(Protocol.AUTO, numbered(0, 3), numbered(3, 5));
    assertThat(store.size()).isEqualTo(5);
    assertThat(receiver.requests()).hasSize(3);
  }

  @Test
  void deliver_keepsTo2WhereConfiguredAndRefuses() throws Exception {
    receiver.behave(request -> Reply.of(204));
    deliver(Protocol.V2, numbered(0, 3));
    assertThat(failed("protocol")).isEqualTo(3);
    assertThat(rejected.history()).hasSize(1);
    assertThat(pending.allDelivered()).isTrue();
  }

  @Test
  void deliver_findsTheBadSeriesOfARolledBackRequest() throws Exception {
    receiver.behave(rollingBack(3, 11));
    deliver(Protocol.V1, numbered(0, 20));
    assertThat(stored()).hasSize(18).doesNotContain(3, 11);
    assertThat(store.size()).isEqualTo(18);
    assertThat(rejectedNumbers()).containsExactly(3, 11);
    assertThat(sent()).isEqualTo(18);
    assertThat(failed("refused")).isEqualTo(2);
    ProducerRecord<byte[], byte[]> record = rejected.history().getFirst();
    assertThat(record.key()).isEqualTo("eu".getBytes(UTF_8));
    assertThat(header(record, RejectedTopic.STAGE)).isEqualTo("sink");
    assertThat(header(record, RejectedTopic.STATUS)).isEqualTo("400");
    assertThat(header(record, RejectedTopic.REASON)).isEqualTo("400: out of order sample");
    assertThat(header(record, RejectedTopic.DESTINATION)).isEqualTo("hub");
    assertThat(header(record, RejectedTopic.ORIGIN)).isEqualTo("tributary.samples-0@7");
  }

  @Test
  void deliver_leavesTheWrittenPartOfA2RequestAlone() throws Exception {
    receiver.behave(
        request -> {
          List<Arrived> arrived = FakeStore.read(request);
          store.keep(request);
          return new Reply(
              400,
              "out of order sample for series {__name__=\"m\", i=\"3\"}\n",
              FakeStore.counts(arrived.size() - 1));
        });
    deliver(Protocol.AUTO, numbered(0, 20));
    assertThat(receiver.requests()).hasSize(1);
    assertThat(rejectedNumbers()).containsExactly(3);
    assertThat(sent()).isEqualTo(19);
    assertThat(failed("refused")).isEqualTo(1);
  }

  @Test
  void deliver_doesNotCutUpWhatAPartialWriterRefusesWhole() throws Exception {
    receiver.behave(
        request ->
            new Reply(400, "bad", FakeStore.counts(receiver.requests().size() == 1 ? 1 : 0)));
    deliver(Protocol.AUTO, numbered(0, 2), numbered(2, 20));
    assertThat(receiver.requests()).hasSize(2);
    assertThat(failed("refused")).isEqualTo(19);
  }

  @Test
  void deliver_sendsLessAtOnceWhereItIsTooLarge() throws Exception {
    receiver.behave(
        request -> FakeStore.read(request).size() > 5 ? Reply.of(413) : store.keep(request));
    deliver(Protocol.AUTO, numbered(0, 20));
    assertThat(store.size()).isEqualTo(20);
    assertThat(rejected.history()).isEmpty();
  }

  @Test
  void deliver_givesUpASeriesThatIsTooLargeAlone() throws Exception {
    receiver.behave(request -> Reply.of(413, "too large"));
    deliver(Protocol.AUTO, numbered(0, 2));
    assertThat(rejectedNumbers()).containsExactly(0, 1);
    assertThat(failed("too_large")).isEqualTo(2);
  }

  @Test
  void deliver_keepsTheOrderOfASeriesWhenItCutsUp() throws Exception {
    receiver.behave(rollingBack(5));
    TestRecords records = new TestRecords();
    for (int t = 1; t <= 8; t++) {
      records.numbered(0, 6, t);
    }
    deliver(Protocol.V1, TestBatches.of(pending, records.record("eu", 0)));
    assertThat(store.samples()).hasSize(5);
    store
        .samples()
        .values()
        .forEach(
            samples ->
                assertThat(samples)
                    .extracting(Arrived::timestampMs)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L));
  }

  @Test
  void deliver_passesOverWhatOthersDeliver() throws Exception {
    Batch batch = numbered(0, 3);
    pending.abandon();
    deliver(Protocol.AUTO, batch);
    assertThat(receiver.requests()).isEmpty();
    assertThat(metrics.abandoned.labelValues("hub").get()).isEqualTo(3);
  }

  @Test
  void deliver_sendsTheTenant() throws Exception {
    deliver(Protocol.AUTO, new Batch("team-a", numbered(0, 1).parts()));
    assertThat(receiver.requests().getFirst().headers().getFirst("X-Scope-OrgID"))
        .isEqualTo("team-a");
  }
}
