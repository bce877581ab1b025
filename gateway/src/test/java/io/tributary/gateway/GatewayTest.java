package io.tributary.gateway;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.v1;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import io.tributary.testkit.KafkaFixture;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway in front of a real Kafka. */
@Timeout(120)
class GatewayTest {
  private static final String[] UP = {"__name__", "up", "cluster", "app"};

  private KafkaFixture kafka;
  private Gateway gateway;
  private Undertow undertow;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start(@TempDir Path directory) {
    kafka = KafkaFixture.start(directory.resolve("kafka"));
    gateway =
        Gateway.start(
            GatewayConfig.defaults().withKafka(kafka.clientProperties()),
            new PrometheusRegistry(),
            InstantSource.system());
    undertow =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(gateway.handler()).build();
    undertow.start();
  }

  @AfterEach
  void stop() {
    undertow.stop();
    gateway.close();
    kafka.close();
    client.close();
  }

  @Test
  void samples_areInTheLogOnceTheyAreAnswered() {
    await(gateway::ready);
    long now = System.currentTimeMillis();

    assertThat(post(now, 1).join().statusCode()).isEqualTo(204);

    ConsumerRecord<byte[], byte[]> record = samples().getFirst();
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("app");
    SampleRecordReader reader = new SampleRecordReader();
    reader.reset(record.value());
    assertThat(reader.next()).isTrue();
    assertThat(reader.labels()).isEqualTo(Labels.of(UP));
    assertThat(reader.fingerprint()).isEqualTo(Fingerprint.of(Labels.of(UP)));
    assertThat(reader.samples().timestampMs(0)).isEqualTo(now);
    assertThat(gateway.clusters())
        .singleElement()
        .satisfies(cluster -> assertThat(cluster.publishedSamples()).isEqualTo(1));
  }

  @Test
  void ticks_reachEveryPartitionWithTheWatermarkAsTimestamp() {
    await(gateway::ready);
    await(() -> tickedPartitions().size() == Topic.DEFAULT_PARTITIONS);

    long now = System.currentTimeMillis();
    assertThat(ticks())
        .allSatisfy(
            tick -> {
              assertThat(tick.key()).isNull();
              assertThat(tick.timestamp()).isBetween(now - 70_000, now - 9_000);
            });
  }

  @Test
  void stoppedBroker_isAnswered503AndNoAcknowledgedSampleIsLost() {
    await(gateway::ready);
    long now = System.currentTimeMillis();
    assertThat(post(now, 1).join().statusCode()).isEqualTo(204);
    kafka.stop();

    HttpResponse<String> refused = post(now + 1, 2).join();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    await(() -> !gateway.ready());
    assertThat(gateway.status()).contains("has acknowledged nothing for");

    kafka.restart();
    await(gateway::ready);
    assertThat(post(now + 2, 3).join().statusCode()).isEqualTo(204);
    assertThat(samples().stream().map(GatewayTest::firstTimestamp))
        .contains(now, now + 2)
        .doesNotHaveDuplicates();
  }

  private CompletableFuture<HttpResponse<String>> post(long timestampMs, double value) {
    int port = ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    return client.sendAsync(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/push"))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    SnappyBlock.encode(v1(sample(timestampMs, value, UP)))))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private List<ConsumerRecord<byte[], byte[]>> samples() {
    return kafka.records(Topic.SAMPLES.topicName()).stream()
        .filter(record -> !SampleRecordReader.isTick(record.value()))
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> ticks() {
    return kafka.records(Topic.SAMPLES.topicName()).stream()
        .filter(record -> SampleRecordReader.isTick(record.value()))
        .toList();
  }

  private Set<Integer> tickedPartitions() {
    Set<Integer> partitions = new HashSet<>();
    ticks().forEach(tick -> partitions.add(tick.partition()));
    return partitions;
  }

  private static long firstTimestamp(ConsumerRecord<byte[], byte[]> record) {
    SampleRecordReader reader = new SampleRecordReader();
    reader.reset(record.value());
    assertThat(reader.next()).isTrue();
    return reader.samples().timestampMs(0);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 60 s").isLessThan(deadline);
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
    }
  }
}
