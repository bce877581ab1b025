package io.tributary.hub.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.hub.HubConfig;
import io.tributary.hub.api.ProcessInfo;
import io.tributary.hub.api.QueryLimits;
import io.tributary.hub.store.StoreConfig;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.MetricType;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.Topic;
import io.tributary.testkit.KafkaFixture;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole hub on a real broker. */
class HubTest {
  private static final long START_MS = 1_700_000_000_000L / 7_200_000 * 7_200_000;
  private static final int SERIES = 20;
  private static final int MINUTES = 5 * 60;
  private static final long END_MS = START_MS + 60_000L * MINUTES;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private KafkaFixture kafka;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start() {
    kafka = KafkaFixture.start(folder.resolve("kafka"));
    kafka.createTopics(2);
    producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    client.close();
    producer.close();
    kafka.close();
  }

  private void produce(int fromMinute, int toMinute) throws Exception {
    RequestWriter writer = new RequestWriter();
    for (int minute = fromMinute; minute < toMinute; minute++) {
      for (int i = 0; i < SERIES; i++) {
        Labels labels = Labels.of("__name__", "m", "cluster", "eu", "i", Integer.toString(i));
        writer.startSeries(Fingerprint.of(labels), labels);
        writer.sample(START_MS + 60_000L * minute, (double) minute, 0);
        writer.metadata(MetricType.GAUGE, writer.symbol("A number."), 0);
        writer.endSeries();
        if (i % 10 == 9) {
          send(i / 10 % 2, writer.toByteArray());
          writer.reset();
        }
      }
    }
  }

  private void send(int partition, byte[] value) throws Exception {
    producer
        .send(
            new ProducerRecord<>(Topic.SAMPLES.topicName(), partition, "eu".getBytes(UTF_8), value))
        .get();
  }

  /** A sample of the series {@code m{i="0"}} that takes the place of the one of its time. */
  private void correct(int minute, double value) throws Exception {
    Labels labels = Labels.of("__name__", "m", "cluster", "eu", "i", "0");
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Fingerprint.of(labels), labels);
    writer.sample(START_MS + 60_000L * minute, value, 0);
    writer.endSeries();
    var record =
        new ProducerRecord<>(
            Topic.SAMPLES.topicName(), 0, "eu".getBytes(UTF_8), writer.toByteArray());
    record.headers().add(RecordedTopic.CORRECTION, "true".getBytes(UTF_8));
    producer.send(record).get();
  }

  private Hub hub() {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(END_MS));
    StoreConfig store = StoreConfig.of(folder.resolve("hub"));
    return Hub.start(
        new HubConfig(
            kafka.clientProperties(),
            store,
            EngineOptions.defaults(),
            QueryLimits.defaults(),
            100,
            Duration.ofMillis(50),
            List.of(),
            false,
            new ProcessInfo("1", "", new TreeMap<>(), Instant.EPOCH, "30d")),
        List::of,
        new PrometheusRegistry(),
        clock);
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadlineNs) {
        throw new AssertionError("not within a minute: " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private String get(Hub hub, String path) throws Exception {
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(hub.handler()).build();
    server.start();
    try {
      int port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } finally {
      server.stop();
    }
  }

  private void assertHoldsEverySampleOnce(Hub hub) throws Exception {
    String query = URLEncoder.encode("sum(count_over_time(m[6h]))", UTF_8);
    assertThat(get(hub, "/api/v1/query?query=" + query))
        .endsWith("\"value\":[" + END_MS / 1000 + ",\"" + SERIES * MINUTES + "\"]}]}}");
    String sum = URLEncoder.encode("sum(sum_over_time(m[6h]))", UTF_8);
    assertThat(get(hub, "/api/v1/query?query=" + sum))
        .contains(",\"" + (long) SERIES * MINUTES * (MINUTES - 1) / 2 + "\"]");
  }

  private long committed() throws Exception {
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      return admin
          .listConsumerGroupOffsets("tributary-hub")
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(offset -> offset == null ? 0 : offset.offset())
          .sum();
    }
  }

  @Test
  void samples_areFoundInHeadAndBlocksAndAfterARestart() throws Exception {
    produce(0, MINUTES);
    send(0, new byte[0]);
    send(0, new byte[] {1, 2, 3});
    try (Hub hub = hub()) {
      await("it is ready: " + hub.status(), hub::ready);
      await("a block is cut", () -> !hub.store().blocks().isEmpty());
      assertHoldsEverySampleOnce(hub);
      assertThat(get(hub, "/api/v1/metadata"))
          .contains("{\"m\":[{\"type\":\"gauge\",\"help\":\"A number.\",\"unit\":\"\"}]}");
      assertThat(get(hub, "/api/v1/targets")).contains("\"cluster\":\"eu\"");
    }
    long committed = committed();
    assertThat(committed).isGreaterThan(0).isLessThan(2 * MINUTES);
    try (Hub hub = hub()) {
      await("it is ready again", hub::ready);
      assertHoldsEverySampleOnce(hub);
      assertThat(hub.status()).isEqualTo("ok");
    }
  }

  @Test
  void correction_takesThePlaceOfTheSampleOfItsTimeAlsoInBlocks() throws Exception {
    produce(0, 20);
    correct(10, -1000);
    produce(20, MINUTES);
    String query = URLEncoder.encode("min_over_time(m{i=\"0\"}[6h])", UTF_8);
    for (int start = 0; start < 2; start++) {
      try (Hub hub = hub()) {
        await("it is ready: " + hub.status(), hub::ready);
        await("a block is cut", () -> !hub.store().blocks().isEmpty());
        assertThat(get(hub, "/api/v1/query?query=" + query)).contains(",\"-1000\"]");
      }
    }
  }

  @Test
  void samples_areFoundWithoutAnyBlock() throws Exception {
    produce(0, 100);
    try (Hub hub = hub()) {
      await("it is ready", hub::ready);
      produce(100, 120);
      String query = URLEncoder.encode("sum(count_over_time(m[6h]))", UTF_8);
      await(
          "all is there",
          () -> {
            try {
              return get(hub, "/api/v1/query?query=" + query).contains("\"" + SERIES * 120 + "\"");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(hub.store().blocks()).isEmpty();
    }
    assertThat(committed()).isZero();
    try (Hub hub = hub()) {
      await("it is ready again", hub::ready);
      String query = URLEncoder.encode("sum(count_over_time(m[6h]))", UTF_8);
      assertThat(get(hub, "/api/v1/query?query=" + query)).contains("\"" + SERIES * 120 + "\"");
    }
  }
}
