package io.tributary.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.RejectedTopic;
import io.tributary.schemas.topic.Topic;
import io.tributary.sink.http.Backoff;
import io.tributary.sink.http.HttpAccess;
import io.tributary.sink.notify.Alertmanager;
import io.tributary.sink.notify.NotifierConfig;
import io.tributary.sink.relabel.RelabelAction;
import io.tributary.sink.relabel.RelabelRule;
import io.tributary.sink.remotewrite.Batching;
import io.tributary.sink.remotewrite.Destination;
import io.tributary.sink.remotewrite.Protocol;
import io.tributary.sink.remotewrite.Tenant;
import io.tributary.sink.testing.Await;
import io.tributary.sink.testing.FakeReceiver;
import io.tributary.sink.testing.FakeReceiver.Reply;
import io.tributary.sink.testing.FakeStore;
import io.tributary.sink.testing.FakeStore.Arrived;
import io.tributary.sink.testing.TestRecords;
import io.tributary.testkit.KafkaFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole sink between a real broker and receivers that misbehave. */
class SinkTest {
  private static final int PARTITIONS = 4;

  @TempDir static Path directory;
  private static KafkaFixture kafka;
  private static KafkaProducer<byte[], byte[]> producer;
  private static Admin admin;
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final InstantSource clock = InstantSource.system();
  private final FakeStore store = new FakeStore();
  private final FakeReceiver receiver = new FakeReceiver(store::keep);
  private PrometheusRegistry registry = new PrometheusRegistry();

  /** Sets this test's data apart from that of the others in the same topics. */
  private final String run = "run" + NAMES.incrementAndGet();

  @BeforeAll
  static void startKafka() {
    kafka = KafkaFixture.start(directory.resolve("kafka"));
    kafka.createTopics(PARTITIONS);
    admin = Admin.create(kafka.clientProperties());
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void stopKafka() {
    producer.close();
    admin.close();
    kafka.close();
  }

  @BeforeEach
  void tick() throws Exception {
    producer.send(new ProducerRecord<>(Topic.SAMPLES.topicName(), 0, null, new byte[0])).get();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Destination destination(Protocol protocol, Tenant tenant, Batching batching) {
    return destination(run, false, protocol, tenant, batching);
  }

  private Destination destination(
      String name, boolean corrections, Protocol protocol, Tenant tenant, Batching batching) {
    return new Destination(
        name,
        receiver.uri("/api/v1/write"),
        protocol,
        Set.of(Topic.SAMPLES, Topic.RECORDED),
        corrections,
        List.of(RelabelRule.of(RelabelAction.KEEP, List.of("run"), run)),
        tenant,
        HttpAccess.defaults(),
        batching,
        Duration.ofSeconds(10),
        new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)));
  }

  private Destination destination() {
    return destination(Protocol.AUTO, new Tenant.None(), batching());
  }

  private static Batching batching() {
    return new Batching(3, 50, 1 << 20, Duration.ofMillis(5), 1 << 20);
  }

  private Sink start(Destination destination) {
    registry = new PrometheusRegistry();
    return Sink.start(
        new SinkConfig(kafka.clientProperties(), List.of(destination), NotifierConfig.defaults()),
        registry,
        clock);
  }

  private Labels labels(int i) {
    return Labels.of(Labels.NAME, "m", "i", Integer.toString(i), "run", run);
  }

  private void produce(Topic topic, int partition, String cluster, byte[] value) throws Exception {
    producer
        .send(new ProducerRecord<>(topic.topicName(), partition, cluster.getBytes(UTF_8), value))
        .get();
  }

  /** Series of a partition are that partition's own; their times go up by one. */
  private int produceRandom(Random random, int records) throws Exception {
    int samples = 0;
    for (int r = 0; r < records; r++) {
      int partition = random.nextInt(PARTITIONS);
      TestRecords out = new TestRecords();
      for (int i = 0; i < 40; i++) {
        if (random.nextInt(3) > 0) {
          out.sample(labels(100 * partition + i), r + 1, r);
          samples++;
        }
      }
      Topic topic = partition == 3 ? Topic.RECORDED : Topic.SAMPLES;
      produce(topic, partition, "c" + partition, out.value());
    }
    return samples;
  }

  private double counter(String name) {
    return registry.scrape(name::equals).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  /** Apart from what came again, times go up. */
  private static void assertInOrder(List<Arrived> samples) {
    assertThat(samples.stream().map(Arrived::timestampMs).distinct()).isSorted();
  }

  private void assertEachOnce() {
    for (List<Arrived> samples : store.samples().values()) {
      assertInOrder(samples);
      assertThat(samples).extracting(Arrived::timestampMs).doesNotHaveDuplicates();
    }
  }

  /** The topics' ends less the committed offsets: 0 where all is committed. */
  private long uncommitted() {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (Topic topic : List.of(Topic.SAMPLES, Topic.RECORDED)) {
      for (int p = 0; p < PARTITIONS; p++) {
        ends.put(new TopicPartition(topic.topicName(), p), OffsetSpec.latest());
      }
    }
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets("tributary-sink-" + run)
              .partitionsToOffsetAndMetadata()
              .get();
      long missing = 0;
      for (var end : admin.listOffsets(ends).all().get().entrySet()) {
        OffsetAndMetadata offset = committed.get(end.getKey());
        missing += end.getValue().offset() - (offset == null ? 0 : offset.offset());
      }
      return missing;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void samples_arriveOnceAndInOrder() throws Exception {
    int samples = produceRandom(new Random(1), 60);
    try (Sink sink = start(destination())) {
      Await.until("everything arrived", () -> store.size() == samples);
      assertThat(sink.ready()).isTrue();
      assertThat(sink.status()).isEqualTo("ok");
    }
    assertEachOnce();
    assertThat(store.size()).isEqualTo(samples);
    assertThat(uncommitted()).isZero();
    assertThat(counter("tributary_sink_samples_sent")).isEqualTo(samples);
    assertThat(counter("tributary_sink_samples_read"))
        .isEqualTo(samples + counter("tributary_sink_samples_filtered"));
  }

  @Test
  void corrections_areLeftOutUnlessAskedFor() throws Exception {
    ProducerRecord<byte[], byte[]> correction =
        new ProducerRecord<>(
            Topic.RECORDED.topicName(),
            0,
            "c".getBytes(UTF_8),
            new TestRecords().sample(labels(1), 1, 2).value());
    correction.headers().add(RecordedTopic.CORRECTION, "true".getBytes(UTF_8));
    producer.send(correction).get();
    produce(Topic.RECORDED, 0, "c", new TestRecords().sample(labels(2), 1, 1).value());
    try (Sink sink = start(destination())) {
      Await.until("what is none arrived", () -> store.size() == 1);
      assertThat(sink.ready()).isTrue();
    }
    assertThat(store.samples()).hasSize(1);
    try (Sink sink =
        start(destination(run + "-all", true, Protocol.AUTO, new Tenant.None(), batching()))) {
      Await.until("both arrived", () -> store.size() == 3);
      assertThat(sink.ready()).isTrue();
    }
  }

  @Test
  void restart_goesOnWhereItStopped() throws Exception {
    int first = produceRandom(new Random(2), 20);
    try (Sink sink = start(destination())) {
      Await.until("first part arrived", () -> store.size() == first);
      assertThat(sink.ready()).isTrue();
    }
    for (int i = 0; i < 40; i++) {
      produce(Topic.SAMPLES, 1, "c", new TestRecords().sample(labels(1000 + i), 1, i).value());
    }
    try (Sink sink = start(destination())) {
      Await.until("second part arrived", () -> store.size() >= first + 40);
      assertThat(sink.ready()).isTrue();
    }
    assertThat(store.size()).isEqualTo(first + 40);
  }

  @Test
  void failingReceiver_getsEverythingAtLeastOnceAndInOrder() throws Exception {
    int samples = produceRandom(new Random(3), 60);
    Random random = new Random(4);
    receiver.behave(
        request -> {
          int luck;
          synchronized (random) {
            luck = random.nextInt(6);
          }
          return switch (luck) {
            case 0 -> Reply.of(500);
            case 1 -> Reply.of(429);
            case 2 -> {
              // Written, but the answer says otherwise.
              store.keep(request);
              yield Reply.of(503);
            }
            default -> store.keep(request);
          };
        });
    try (Sink sink = start(destination())) {
      Await.until("everything arrived", () -> counter("tributary_sink_samples_sent") == samples);
      assertThat(sink.ready()).isTrue();
    }
    Set<Arrived> distinct = new HashSet<>();
    store
        .samples()
        .values()
        .forEach(
            arrived -> {
              assertInOrder(arrived);
              distinct.addAll(arrived);
            });
    assertThat(distinct).hasSize(samples);
    assertThat(uncommitted()).isZero();
  }

  @Test
  void receiverThatIsDown_commitsNothingAndHoldsBack() throws Exception {
    CountDownLatch up = new CountDownLatch(1);
    receiver.behave(
        request -> {
          if (up.getCount() > 0) {
            return Reply.of(503);
          }
          return store.keep(request);
        });
    byte[] big = new TestRecords().numbered(0, 1000, 1).value();
    for (int i = 0; i < 100; i++) {
      produce(Topic.SAMPLES, 2, "c", big);
    }
    TestRecords mine = new TestRecords();
    for (int i = 0; i < 1000; i++) {
      mine.sample(labels(i), 1, i);
    }
    byte[] value = mine.value();
    int records = 200;
    for (int i = 0; i < records; i++) {
      produce(Topic.SAMPLES, 2, "c", value);
    }
    try (Sink sink = start(destination())) {
      Await.until("retrying", () -> counter("tributary_sink_retries") > 3);
      double read = counter("tributary_sink_samples_read");
      Await.until("more retries", () -> counter("tributary_sink_retries") > 50);
      assertThat(read).isLessThan(records * 1000.0);
      assertThat(sink.ready()).isTrue();
      up.countDown();
      Await.until("all arrived", () -> store.size() == records * 1000);
    }
    assertThat(uncommitted()).isZero();
  }

  @Test
  void badSeries_goesToTheRejectedTopicAndTheRestArrives() throws Exception {
    receiver.behave(
        request ->
            FakeStore.read(request).stream()
                    .anyMatch(one -> one.labels().getOrEmpty("i").equals("13"))
                ? Reply.of(400, "duplicate sample for timestamp")
                : store.keep(request));
    TestRecords out = new TestRecords();
    for (int i = 0; i < 100; i++) {
      out.sample(labels(i), 1, i);
    }
    produce(Topic.SAMPLES, 0, "eu-" + run, out.value());
    try (Sink sink = start(destination(Protocol.V1, new Tenant.None(), batching()))) {
      Await.until("the rest arrived", () -> store.size() == 99);
      Await.until("counted", () -> counter("tributary_sink_samples_failed") == 1);
      assertThat(sink.ready()).isTrue();
    }
    List<ConsumerRecord<byte[], byte[]>> rejected =
        kafka.records(Topic.REJECTED.topicName()).stream()
            .filter(r -> new String(r.key(), UTF_8).equals("eu-" + run))
            .toList();
    assertThat(rejected).hasSize(1);
    assertThat(
            new String(
                rejected.getFirst().headers().lastHeader(RejectedTopic.REASON).value(), UTF_8))
        .isEqualTo("400: duplicate sample for timestamp");
    assertThat(uncommitted()).isZero();
  }

  @Test
  void garbage_goesToTheRejectedTopicAndHoldsNothingUp() throws Exception {
    produce(Topic.SAMPLES, 1, "g-" + run, new byte[] {(byte) 0xFF, 1, 2, 3});
    produce(Topic.SAMPLES, 1, "g", new TestRecords().sample(labels(1), 1, 1).value());
    try (Sink sink = start(destination())) {
      Await.until("the good one arrived", () -> store.size() == 1);
      assertThat(sink.ready()).isTrue();
    }
    assertThat(kafka.records(Topic.REJECTED.topicName()))
        .anySatisfy(
            r -> {
              assertThat(new String(r.key(), UTF_8)).isEqualTo("g-" + run);
              assertThat(r.value()).containsExactly(0xFF, 1, 2, 3);
            });
    assertThat(uncommitted()).isZero();
  }

  @Test
  void requests_holdOneTenantEach() throws Exception {
    List<String> wrong = new ArrayList<>();
    receiver.behave(
        request -> {
          String tenant = request.headers().getFirst("X-Scope-OrgID");
          for (Arrived one : FakeStore.read(request)) {
            if (!one.labels().getOrEmpty("cluster").equals(tenant)) {
              synchronized (wrong) {
                wrong.add(tenant + " got " + one);
              }
            }
          }
          return store.keep(request);
        });
    for (int i = 0; i < 60; i++) {
      String cluster = "c" + i % 3;
      Labels labels = labels(i).toBuilder().set("cluster", cluster).build();
      produce(Topic.SAMPLES, 0, cluster, new TestRecords().sample(labels, 1, i).value());
    }
    try (Sink sink = start(destination(Protocol.AUTO, new Tenant.FromCluster("all"), batching()))) {
      Await.until("everything arrived", () -> store.size() == 60);
      assertThat(sink.ready()).isTrue();
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void twoInstances_shareThePartitionsAndLoseNothing() throws Exception {
    int first = produceRandom(new Random(5), 30);
    try (Sink one = start(destination())) {
      Await.until("first part arrived", () -> store.size() >= first);
      try (Sink two = start(destination())) {
        for (int i = 0; i < 200; i++) {
          produce(
              Topic.SAMPLES,
              i % PARTITIONS,
              "c",
              new TestRecords().sample(labels(1000 + i), 1, i).value());
        }
        Await.until("second part arrived", () -> store.samples().keySet().size() >= 200 + 120);
        assertThat(two.ready()).isTrue();
      }
      // What one had under way when two took its partition over is for it to deliver again.
      Await.until("everything is committed", () -> uncommitted() == 0);
      assertThat(one.ready()).isTrue();
    }
    assertThat(store.samples().keySet()).filteredOn(l -> number(l) >= 1000).hasSize(200);
  }

  private static int number(Labels labels) {
    return Integer.parseInt(labels.getOrEmpty("i"));
  }

  @Test
  void alert_reachesTheAlertmanager() throws Exception {
    long nowMs = Instant.now().toEpochMilli();
    AlertRecord alert =
        AlertRecord.newBuilder()
            .setState(AlertState.ALERT_STATE_FIRING)
            .putLabels("alertname", run)
            .setFiredAtMs(nowMs)
            .setIntervalMs(1000)
            .build();
    ProducerRecord<byte[], byte[]> state =
        new ProducerRecord<>(Topic.ALERTS.topicName(), run.getBytes(UTF_8), alert.toByteArray());
    state.headers().add(AlertTopic.TYPE, AlertTopic.ALERT.getBytes(UTF_8));
    producer.send(state).get();
    ProducerRecord<byte[], byte[]> progress =
        new ProducerRecord<>(
            Topic.ALERTS.topicName(),
            AlertTopic.progressKey(run),
            AlertProgress.newBuilder().setEvaluatedUntilMs(nowMs).build().toByteArray());
    progress.headers().add(AlertTopic.TYPE, AlertTopic.PROGRESS.getBytes(UTF_8));
    producer.send(progress).get();
    receiver.behave(request -> Reply.of(200));
    NotifierConfig notifier =
        NotifierConfig.defaults()
            .withAlertmanagers(
                List.of(new Alertmanager(URI.create(receiver.url()), HttpAccess.defaults())));
    try (Sink sink =
        Sink.start(
            new SinkConfig(kafka.clientProperties(), List.of(), notifier), registry, clock)) {
      Await.until("notified", () -> !receiver.requests().isEmpty());
      assertThat(sink.ready()).isTrue();
    }
    assertThat(new String(receiver.requests().getFirst().body(), UTF_8))
        .contains("\"alertname\":\"" + run + "\"");
  }
}
