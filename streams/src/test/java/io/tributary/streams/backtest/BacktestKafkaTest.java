package io.tributary.streams.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.exec.EngineOptions;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.topic.Topic;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.rule.RuleFile;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.testkit.KafkaFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backtests over a real log of two partitions. Times are in seconds from the log's start. */
class BacktestKafkaTest {
  private static final String RULES =
      """
      groups:
      - name: g
        interval: 5s
        rules:
        - record: cluster:up:sum
          expr: sum by (cluster) (up)
        - record: both
          expr: cluster:up:sum + on (cluster) other:metric
        - alert: Down
          expr: up == 0
          for: 10s
          annotations: {summary: "{{ $labels.cluster }} is down"}
        - alert: Never
          expr: min(min_over_time(cluster:up:sum[30s])) > 5
      """;

  private static final int LENGTH = 300;

  @TempDir static Path directory;

  private static KafkaFixture kafka;
  private static long start;

  @BeforeAll
  static void write() {
    start = Instant.now().getEpochSecond() / 60 * 60 - 3600;
    kafka = KafkaFixture.start(directory.resolve("kafka"));
    kafka.createTopics(2);
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      // Partition after partition: the order in which Kafka gives them must not matter.
      for (int partition = 0; partition < 2; partition++) {
        for (long second = 0; second <= LENGTH; second++) {
          boolean down = partition == 0 && second >= 60 && second < 120;
          if (second % 5 == 0) {
            send(producer, Topic.SAMPLES, partition, second, up(partition, second, down ? 0 : 1));
          }
          if (second == 150) {
            // As late as this it would have been down, had it come in time.
            send(producer, Topic.SAMPLES, partition, second, up(partition, 141, 0));
          }
          send(producer, Topic.SAMPLES, partition, second, new byte[0]);
        }
      }
      for (long second = 0; second <= LENGTH; second += 5) {
        send(producer, Topic.RECORDED, 0, second, sample("other:metric", "c0", second, 7));
        send(producer, Topic.RECORDED, 0, second, sample("cluster:up:sum", "c0", second, 99));
      }
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void backtest_saysWhatTheRulesWouldHaveDone() {
    BacktestReport report = run(30, 240);

    assertThat(report.untilMs()).isEqualTo((start + 240) * 1000);
    assertThat(report.rules())
        .extracting(rule -> rule.rule() + " " + rule.series() + " " + rule.samples())
        .containsExactly("cluster:up:sum 2 86", "both 1 43", "Down 0 0", "Never 0 0");
    assertThat(report.rules())
        .extracting(rule -> rule.fired() + " " + rule.pendingOnly() + " " + rule.lastError())
        .containsExactly("0 0 null", "0 0 null", "1 0 null", "0 0 null");
    AlertEpisode episode = report.episodes().getFirst();
    assertThat(report.episodes()).hasSize(1);
    assertThat(episode.labels()).isEqualTo(Labels.of("alertname", "Down", "cluster", "c0"));
    assertThat(episode.annotations()).containsEntry("summary", "c0 is down");
    assertThat(List.of(episode.pendingAtMs(), episode.firingAtMs(), episode.endedAtMs()))
        .containsExactly((start + 60) * 1000, (start + 70) * 1000, (start + 120) * 1000);
  }

  @Test
  void backtest_isTheSameEachTime() {
    assertThat(run(30, 240)).isEqualTo(run(30, 240));
  }

  @Test
  void backtest_beginsWhereItIsTold() {
    BacktestReport report = run(65, 80);

    assertThat(report.rules().getFirst().samples()).isEqualTo(2 * 4);
    assertThat(report.episodes())
        .singleElement()
        .extracting(AlertEpisode::pendingAtMs, AlertEpisode::firingAtMs, AlertEpisode::endedAtMs)
        .containsExactly((start + 65) * 1000, (start + 75) * 1000, 0L);
  }

  @Test
  void backtest_saysWhereTheLogEnds() {
    BacktestReport report = run(200, 10_000);

    assertThat(report.untilMs()).isEqualTo((start + LENGTH) * 1000);
    assertThat(report.notes())
        .contains("The log ends at " + Instant.ofEpochSecond(start + LENGTH) + ".");
    assertThat(run(1_000, 2_000).notes())
        .containsExactly("The log has nothing of this time: nothing was evaluated.");
  }

  @Test
  void backtest_saysThatWindowsWereNotFull() {
    assertThat(run(-600, 240).notes())
        .singleElement()
        .asString()
        .startsWith("The log begins at " + Instant.ofEpochSecond(start) + ", windows of 5m");
  }

  @Test
  void backtest_tellsHowFarItIs() {
    List<Double> told = new ArrayList<>();
    run(30, 10_000, (ratio, watermarkMs) -> told.add(ratio));

    assertThat(told).hasSizeGreaterThan(100).isSorted().allMatch(ratio -> ratio >= 0);
    assertThat(told.getLast()).isEqualTo(1);
  }

  private static BacktestReport run(long from, long to) {
    return run(from, to, (ratio, watermarkMs) -> {});
  }

  private static BacktestReport run(long from, long to, Backtest.Progress progress) {
    RuleFile file = RuleFile.parse("rules.yml", RULES, Duration.ofSeconds(15));
    assertThat(file.problems()).isEmpty();
    List<RuleGroup> groups = file.groups();
    EvaluationOptions options =
        new EvaluationOptions(
            EngineOptions.defaults(), "cluster", Labels.EMPTY, "", Long.MAX_VALUE, 0, 1_000);
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("isolation.level", "read_committed");
    properties.put("max.poll.records", 50);
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return Backtest.run(
          consumer, options, groups, (start + from) * 1000, (start + to) * 1000, progress);
    }
  }

  private static byte[] up(int partition, long second, double value) {
    return sample("up", "c" + partition, second, value);
  }

  private static byte[] sample(String name, String cluster, long second, double value) {
    Labels labels = Labels.of("__name__", name, "cluster", cluster);
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Fingerprint.of(labels), labels);
    writer.sample((start + second) * 1000, value, 0);
    writer.endSeries();
    return writer.toByteArray();
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      Topic topic,
      int partition,
      long second,
      byte[] value) {
    producer.send(
        new ProducerRecord<>(
            topic.topicName(), partition, (start + second) * 1000, "c".getBytes(UTF_8), value));
  }
}
