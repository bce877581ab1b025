package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.Topic;
import io.tributary.streams.RuleEngine;
import io.tributary.streams.RuleEngineConfig;
import io.tributary.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on a real broker: commits, restores and two partitions, which no driver can show. */
class RuleEngineKafkaTest {
  private static final String RULES =
      """
      groups:
      - name: local
        interval: 5s
        rules:
        - record: cluster:up:sum
          expr: sum by (cluster) (up)
        - alert: Down
          expr: up == 0
          for: 10s
      - name: everywhere
        interval: 5s
        rules:
        - record: up:sum
          expr: sum(cluster:up:sum)
        - record: up:double
          expr: up:sum * 2
        - alert: FewUp
          expr: up:sum < 3
      """;

  /** Event times an hour ago: the engine works off a backlog, which the broker still keeps. */
  private static long from;

  private static long until;

  @TempDir static Path directory;

  private static KafkaFixture kafka;

  @BeforeAll
  static void start() {
    from = Instant.now().getEpochSecond() / 60 * 60 - 3600;
    until = from + 300;
    kafka = KafkaFixture.start(directory.resolve("kafka"));
    kafka.createTopics(2);
    writeLog();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void engine_writesTheSameBytesHoweverOftenItIsCut() throws IOException {
    try (RuleEngine engine = start("whole", RULES)) {
      await(() -> evaluatedUntil(engine) >= until);
    }
    Map<String, List<String>> whole = outputs(Map.of());
    assertThat(whole.get("tributary.recorded-all")).hasSizeGreaterThan(100);

    Random random = new Random(1);
    long reached = from;
    int cuts = 0;
    while (reached < until) {
      cuts++;
      long goal = Math.min(until, reached + 10 + random.nextInt(30));
      try (RuleEngine engine = start("cut", RULES)) {
        await(() -> evaluatedUntil(engine) >= goal);
        reached = evaluatedUntil(engine);
      }
      if (random.nextBoolean()) {
        // The state must come back from the changelog alone.
        delete(directory.resolve("cut"));
      }
    }
    assertThat(cuts).isGreaterThan(1);
    assertThat(outputs(whole)).isEqualTo(whole);
    assertGathered();
  }

  /** What the gathered group must have recorded follows from the samples alone. */
  private static void assertGathered() {
    List<String> samples = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.records(Topic.RECORDED.topicName())) {
      samples.addAll(RecordLines.samples(record.value()));
    }
    for (long second = from + 10; second <= until; second += 5) {
      double expected = 0;
      for (String cluster : List.of("eu", "us", "ap")) {
        for (String instance : List.of("a", "b")) {
          expected += value(cluster, instance, second - second % 5);
        }
      }
      assertThat(samples).contains("up:sum " + expected + " @" + second);
    }
  }

  private static RuleEngine start(String application, String rules) throws IOException {
    Path file = directory.resolve("rules.yml");
    Files.writeString(file, rules);
    RuleEngineConfig defaults = RuleEngineConfig.defaults();
    Map<String, Object> client = new HashMap<>(kafka.clientProperties());
    client.put("commit.interval.ms", 100);
    // Small steps, so that the engine is cut in the middle of the log.
    client.put("main.consumer.max.poll.records", 3);
    return RuleEngine.start(
        new RuleEngineConfig(
            client,
            application,
            application,
            directory.resolve(application),
            List.of(file),
            Duration.ofSeconds(5),
            "cluster",
            Set.of(),
            Labels.EMPTY,
            "",
            Optional.empty(),
            Duration.ofMinutes(5),
            2,
            1,
            1,
            0,
            defaults.storeMemoryBytes(),
            "",
            "",
            defaults.engine()),
        new PrometheusRegistry(),
        InstantSource.system());
  }

  /** What every group has been evaluated until, in seconds. */
  private static long evaluatedUntil(RuleEngine engine) {
    if (engine.states().byTask().size() < 3) {
      return 0;
    }
    return engine.states().byTask().values().stream()
        .flatMap(List::stream)
        .flatMap(group -> group.rules().stream())
        .mapToLong(rule -> rule.lastEvaluationMs() / 1000)
        .min()
        .orElse(0);
  }

  /** The records of each topic and partition, less those of {@code before}. */
  private static Map<String, List<String>> outputs(Map<String, List<String>> before) {
    Map<String, List<String>> outputs = new HashMap<>();
    for (Topic topic : List.of(Topic.RECORDED, Topic.ALERTS, Topic.TRANSITIONS)) {
      for (ConsumerRecord<byte[], byte[]> record : kafka.records(topic.topicName())) {
        // Two tasks write to a partition: each task's records are in order among themselves.
        String key = new String(record.key(), UTF_8);
        String of = record.topic() + "-" + record.partition() + "-" + key;
        outputs.computeIfAbsent(of, k -> new ArrayList<>()).add(text(record));
        outputs.computeIfAbsent(record.topic() + "-all", k -> new ArrayList<>()).add("");
      }
    }
    before.forEach(
        (of, lines) ->
            outputs.computeIfPresent(of, (k, all) -> all.subList(lines.size(), all.size())));
    return outputs;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    String task =
        Arrays.stream(record.headers().toArray())
            .filter(header -> header.key().equals(AlertTopic.TASK))
            .map(header -> new String(header.value(), UTF_8))
            .findFirst()
            .orElse("");
    return record.timestamp()
        + " "
        + task
        + " "
        + (value == null ? "null" : HexFormat.of().formatHex(value));
  }

  private static double value(String cluster, String instance, long second) {
    boolean down = cluster.equals("us") && instance.equals("b") && second / 50 % 3 == 0;
    boolean allDown = second / 60 % 4 == 3 && !cluster.equals("eu");
    return down || allDown ? 0 : 1;
  }

  private static void writeLog() {
    Map<String, Object> client = new HashMap<>(kafka.clientProperties());
    client.put("linger.ms", 5);
    try (var producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      String topic = Topic.SAMPLES.topicName();
      for (long second = from; second <= until; second++) {
        if (second % 5 == 0) {
          int partition = 0;
          for (String cluster : List.of("eu", "us", "ap")) {
            for (String instance : List.of("a", "b")) {
              Labels labels = series("up", cluster, instance);
              producer.send(
                  new ProducerRecord<>(
                      topic,
                      partition % 2,
                      second * 1000,
                      cluster.getBytes(UTF_8),
                      TestLog.sample(labels, second * 1000, value(cluster, instance, second))));
            }
            partition++;
          }
        }
        for (int partition = 0; partition < 2; partition++) {
          producer.send(new ProducerRecord<>(topic, partition, second * 1000, null, TestLog.TICK));
        }
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(120);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not within two minutes");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static void delete(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
