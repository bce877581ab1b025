package io.tributary.sink.notify;

import static io.tributary.sink.notify.TestAlerts.NOON_MS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.Topic;
import io.tributary.sink.http.HttpAccess;
import io.tributary.sink.testing.Await;
import io.tributary.sink.testing.FakeReceiver;
import io.tributary.sink.testing.FakeReceiver.Reply;
import io.tributary.sink.testing.TickingClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifierTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.ALERTS.topicName(), 0);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TickingClock clock = new TickingClock("2026-11-22T12:00:10Z");
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final FakeReceiver alertmanager = new FakeReceiver(request -> Reply.of(200));
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

  @AfterEach
  void close() {
    alertmanager.close();
  }

  private Notifier start(NotifierConfig config) {
    Node node = new Node(0, "localhost", 1);
    consumer.updatePartitions(
        PARTITION.topic(),
        List.of(
            new PartitionInfo(PARTITION.topic(), 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) log.size()));
    List<ConsumerRecord<byte[], byte[]>> present = List.copyOf(log);
    consumer.schedulePollTask(() -> present.forEach(consumer::addRecord));
    Notifier notifier = new Notifier(config, registry, clock, () -> consumer);
    notifier.start();
    return notifier;
  }

  private NotifierConfig config(String... urls) {
    List<Alertmanager> peers = new ArrayList<>();
    for (String url : urls) {
      peers.add(new Alertmanager(URI.create(url), HttpAccess.defaults()));
    }
    return NotifierConfig.defaults().withAlertmanagers(peers);
  }

  private ConsumerRecord<byte[], byte[]> append(String type, byte[] key, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(AlertTopic.TYPE, type.getBytes(UTF_8));
    headers.add(AlertTopic.TASK, "0_0".getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            PARTITION.topic(),
            0,
            log.size(),
            0,
            TimestampType.CREATE_TIME,
            key.length,
            value.length,
            key,
            value,
            headers,
            Optional.empty());
    log.add(record);
    return record;
  }

  private ConsumerRecord<byte[], byte[]> append(AlertRecord alert) {
    byte[] key = alert.getLabelsOrThrow("alertname").getBytes(UTF_8);
    return append(AlertTopic.ALERT, key, alert.toByteArray());
  }

  private ConsumerRecord<byte[], byte[]> appendProgress(long evaluatedUntilMs) {
    byte[] value =
        AlertProgress.newBuilder().setEvaluatedUntilMs(evaluatedUntilMs).build().toByteArray();
    return append(AlertTopic.PROGRESS, AlertTopic.progressKey("0_0"), value);
  }

  private List<String> sentNames() throws IOException {
    List<String> names = new ArrayList<>();
    for (FakeReceiver.Request request : alertmanager.requests()) {
      for (JsonNode alert : JSON.readTree(request.body())) {
        names.add(alert.get("labels").get("alertname").asText());
      }
    }
    return names;
  }

  private double count(String metric, String... reason) {
    return registry.scrape(metric::equals).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> reason.length == 0 || reason[0].equals(point.getLabels().get("reason")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  @Test
  void start_readsToTheEndBeforeItSends() throws IOException {
    append(TestAlerts.firing("A", NOON_MS - 60_000));
    append(TestAlerts.firing("B", NOON_MS - 60_000));
    appendProgress(NOON_MS);
    append(TestAlerts.resolved("A", NOON_MS - 60_000, NOON_MS - 3_600_000));
    try (Notifier notifier = start(config(alertmanager.url()))) {
      Await.until("notified", () -> !alertmanager.requests().isEmpty());
      assertThat(sentNames()).containsExactly("B");
      assertThat(notifier.ready()).isTrue();
    }
    assertThat(alertmanager.requests().getFirst().path()).isEqualTo("/api/v2/alerts");
    assertThat(alertmanager.requests().getFirst().headers().getFirst("Content-Type"))
        .isEqualTo("application/json");
  }

  @Test
  void alerts_goToEachAlertmanagerEvenIfOneIsDown() throws IOException {
    append(TestAlerts.firing("A", NOON_MS));
    appendProgress(NOON_MS);
    String down;
    try (FakeReceiver gone = new FakeReceiver(request -> Reply.of(200))) {
      down = gone.url();
    }
    try (Notifier notifier = start(config(down, alertmanager.url() + "/prefix/"))) {
      Await.until("notified", () -> !alertmanager.requests().isEmpty());
      Await.until("failed", () -> count("tributary_notifications_errors") == 1);
      assertThat(notifier.status()).isEqualTo("ok");
    }
    assertThat(alertmanager.requests().getFirst().path()).isEqualTo("/prefix/api/v2/alerts");
    assertThat(sentNames()).containsExactly("A");
    assertThat(count("tributary_notifications_queued")).isEqualTo(2);
    assertThat(count("tributary_notifications_sent")).isEqualTo(1);
    assertThat(count("tributary_notifications_dropped", "send_failed")).isEqualTo(1);
  }

  @Test
  void failedBatch_isNotRepeatedButResentLater() throws IOException {
    alertmanager.behave(request -> Reply.of(500, "broken"));
    append(TestAlerts.firing("A", NOON_MS));
    appendProgress(NOON_MS);
    try (Notifier notifier = start(config(alertmanager.url()))) {
      Await.until("failed", () -> count("tributary_notifications_errors") == 1);
      alertmanager.behave(request -> Reply.of(200));
      ConsumerRecord<byte[], byte[]> progress = appendProgress(NOON_MS + 60_000);
      clock.advance(Duration.ofMinutes(1));
      consumer.schedulePollTask(() -> consumer.addRecord(progress));
      Await.until("resent", () -> count("tributary_notifications_sent") == 1);
      assertThat(notifier.ready()).isTrue();
    }
    assertThat(sentNames()).containsExactly("A", "A");
  }

  @Test
  void batches_holdAtMost256Alerts() throws IOException {
    for (int i = 0; i < 600; i++) {
      append(TestAlerts.firing("A" + i, NOON_MS));
    }
    appendProgress(NOON_MS);
    try (Notifier notifier = start(config(alertmanager.url()))) {
      Await.until("sent", () -> count("tributary_notifications_sent") == 600);
      assertThat(notifier.ready()).isTrue();
    }
    assertThat(alertmanager.requests()).hasSize(3);
    assertThat(sentNames()).doesNotHaveDuplicates().hasSize(600);
  }

  @Test
  void close_drainsTheQueue() throws IOException {
    CountDownLatch release = new CountDownLatch(1);
    alertmanager.behave(
        request -> {
          release.await();
          return Reply.of(200);
        });
    for (int i = 0; i < 300; i++) {
      append(TestAlerts.firing("A" + i, NOON_MS));
    }
    appendProgress(NOON_MS);
    try (Notifier notifier = start(config(alertmanager.url()))) {
      Await.until("first batch is under way", () -> !alertmanager.requests().isEmpty());
      release.countDown();
      assertThat(notifier.ready()).isTrue();
    }
    assertThat(sentNames()).hasSize(300);
  }

  @Test
  void strangeRecords_arePassedOver() throws IOException {
    append("weather", new byte[] {1}, new byte[] {1});
    append(AlertTopic.ALERT, new byte[] {1}, new byte[] {(byte) 0xFF});
    append(AlertTopic.PROGRESS, "not a progress key".getBytes(UTF_8), new byte[0]);
    append(TestAlerts.firing("A", NOON_MS));
    appendProgress(NOON_MS);
    try (Notifier notifier = start(config(alertmanager.url()))) {
      Await.until("sent", () -> !alertmanager.requests().isEmpty());
      assertThat(notifier.ready()).isTrue();
    }
    assertThat(count("tributary_notifier_undecodable_records")).isEqualTo(3);
    assertThat(sentNames()).containsExactly("A");
  }
}
