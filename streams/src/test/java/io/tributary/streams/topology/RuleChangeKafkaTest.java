package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.topic.Topic;
import io.tributary.streams.RuleEngine;
import io.tributary.streams.RuleEngineConfig;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.testkit.KafkaFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while an engine runs on a real broker, with two partitions and a merger. */
class RuleChangeKafkaTest {
  private static final String BEFORE =
      """
      groups:
      - name: local
        interval: 5s
        rules:
        - record: steady
          expr: sum by (cluster) (up)
        - record: grown
          expr: max by (cluster) (max_over_time(load[30s]))
        - record: removed
          expr: max by (cluster) (up)
        - record: old_name
          expr: min by (cluster) (up)
        - alert: Down
          expr: up == 0
          labels: {severity: page}
          annotations: {summary: first text}
      - name: everywhere
        interval: 5s
        rules:
        - record: up:sum
          expr: sum(up)
      """;

  private static final String AFTER =
      """
      groups:
      - name: local
        interval: 5s
        rules:
        - record: steady
          expr: sum by (cluster) (up)
        - record: grown
          expr: max by (cluster) (max_over_time(load[1h]))
        - record: new_name
          expr: min by (cluster) (up)
        - record: added
          expr: max by (cluster) (max_over_time(requests[1h]))
        - alert: Down
          expr: up == 0
          labels: {severity: page}
          annotations: {summary: second text}
      - name: everywhere
        interval: 5s
        rules:
        - record: up:sum
          expr: sum(up)
        - record: requests:max
          expr: max(max_over_time(requests[1h]))
        - record: requests:peak
          expr: max_over_time(sum(requests)[1h:5s])
      """;

  private static final List<String> CLUSTERS = List.of("eu", "us");

  @TempDir Path directory;

  private KafkaFixture kafka;
  private KafkaProducer<byte[], byte[]> producer;

  /** Event times from an hour ago on, which the broker still keeps. */
  private long second;

  private long from;

  @BeforeEach
  void start() {
    kafka = KafkaFixture.start(directory.resolve("kafka"));
    kafka.createTopics(2);
    Map<String, Object> client = new HashMap<>(kafka.clientProperties());
    client.put("linger.ms", 0);
    producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    from = Instant.now().getEpochSecond() / 60 * 60 - 3000;
    second = from;
  }

  @AfterEach
  void stop() {
    producer.close();
    kafka.close();
  }

  @Test
  void rulesThatChange_areRightFromTheFirstResultOnAndDisturbNoOthers() throws Exception {
    Path rules = directory.resolve("rules.yml");
    Files.writeString(rules, BEFORE);
    writeUntil(from + 120);
    try (RuleEngine engine = engine(rules)) {
      await("the log is worked off", () -> evaluatedUntil(engine) >= from + 120);
      int before = engine.plan().groups().getFirst().rules().size();
      long changed = second;
      Files.writeString(rules, AFTER);
      await("the rules are read", () -> engine.plan().groups().getLast().rules().size() == 3);
      assertThat(engine.plan().groups().getFirst().rules()).hasSize(before);
      long until = writeUntilInForce(engine, changed);
      assertRecorded(changed, until);
      assertAlerts(changed);
    }
  }

  /** Stopped at any point of what leads to the first results of new rules, two times. */
  @Test
  void rulesThatChange_areRightFromTheFirstResultOnThroughRestartsMeanwhile() throws Exception {
    Path rules = directory.resolve("rules.yml");
    Files.writeString(rules, BEFORE);
    writeUntil(from + 120);
    long changed;
    try (RuleEngine engine = engine(rules)) {
      await("the log is worked off", () -> evaluatedUntil(engine) >= from + 120);
      changed = second;
      Files.writeString(rules, AFTER);
      await("the rules are read", () -> engine.plan().groups().getLast().rules().size() == 3);
      writeUntil(second + 5);
    }
    try (RuleEngine engine = engine(rules)) {
      writeUntil(second + 5);
      await("tasks are started", () -> engine.states().byTask().size() == 3);
      writeUntil(second + 5);
    }
    try (RuleEngine engine = engine(rules)) {
      long until = writeUntilInForce(engine, changed);
      Map<String, NavigableMap<Long, String>> recorded = recorded();
      for (String cluster : CLUSTERS) {
        String labels = "{cluster=\"" + cluster + "\"}";
        assertComplete(recorded, "steady" + labels, until);
        assertGrown(assertComplete(recorded, "grown" + labels, until), changed);
        assertAdded(samplesOf(recorded, "added" + labels), changed);
      }
      assertAcrossClusters(recorded);
      assertAlerts(changed);
    }
  }

  /** Writes on until the new rules are in force, and a minute more; until when all is evaluated. */
  private long writeUntilInForce(RuleEngine engine, long changed) {
    await(
        "new rules have their windows",
        () -> {
          writeUntil(second + 1);
          LockSupport.parkNanos(20_000_000);
          return isInForce(engine, changed);
        });
    long until = second / 5 * 5 + 60;
    writeUntil(until + 1);
    await("the rest is worked off", () -> evaluatedUntil(engine) >= until);
    return until;
  }

  private void assertRecorded(long changed, long until) {
    Map<String, NavigableMap<Long, String>> recorded = recorded();
    for (String cluster : CLUSTERS) {
      String labels = "{cluster=\"" + cluster + "\"}";
      assertComplete(recorded, "steady" + labels, until);
      assertGrown(assertComplete(recorded, "grown" + labels, until), changed);
      assertAdded(samplesOf(recorded, "added" + labels), changed);

      for (String gone : List.of("removed", "old_name")) {
        NavigableMap<Long, String> ended = samplesOf(recorded, gone + labels);
        assertThat(ended.lastEntry().getValue()).isEqualTo("stale");
        assertThat(ended.lastKey()).isGreaterThan(changed).isLessThan(until);
        assertThat(ended.headMap(ended.lastKey()).values()).doesNotContain("stale");
      }
      long ended = samplesOf(recorded, "old_name" + labels).lastKey();
      assertThat(samplesOf(recorded, "new_name" + labels).firstKey())
          .isLessThanOrEqualTo(ended + 5);
    }
    assertAcrossClusters(recorded);
  }

  /** 9 is older than the window before and within the one after it: no result between. */
  private void assertGrown(NavigableMap<Long, String> grown, long changed) {
    long since = firstOf(grown.tailMap(changed), "9.0");
    assertThat(grown.subMap(from + 60, since)).containsValue("1.0").doesNotContainValue("9.0");
    assertThat(grown.tailMap(since).values()).containsOnly("9.0");
  }

  private static void assertAdded(NavigableMap<Long, String> added, long changed) {
    assertThat(added.firstKey()).isGreaterThan(changed);
    assertThat(added.values()).containsOnly("7.0");
  }

  private static void assertAcrossClusters(Map<String, NavigableMap<Long, String>> recorded) {
    assertThat(samplesOf(recorded, "up:sum").values()).containsOnly("1.0");
    assertThat(samplesOf(recorded, "requests:max").values()).containsOnly("7.0");
    assertThat(samplesOf(recorded, "requests:peak").values()).containsOnly("14.0");
  }

  private static long firstOf(SortedMap<Long, String> samples, String value) {
    return samples.entrySet().stream()
        .filter(sample -> sample.getValue().equals(value))
        .mapToLong(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** What fires goes on firing, with the text that is in force. */
  private void assertAlerts(long changed) throws InvalidProtocolBufferException {
    List<String> transitions =
        kafka.records(Topic.TRANSITIONS.topicName()).stream()
            .map(record -> RecordLines.transition(record.value()))
            .toList();
    assertThat(transitions).singleElement().asString().contains("INACTIVE->FIRING");
    AlertRecord last = null;
    for (ConsumerRecord<byte[], byte[]> record : kafka.records(Topic.ALERTS.topicName())) {
      if (!new String(record.key(), UTF_8).startsWith("~")) {
        last = AlertRecord.parseFrom(record.value());
      }
    }
    assertThat(last).isNotNull();
    assertThat(last.getAnnotationsMap()).containsEntry("summary", "second text");
    assertThat(last.getActiveAtMs()).isLessThan(changed * 1000);
  }

  /** Has a sample at every instant. */
  private NavigableMap<Long, String> assertComplete(
      Map<String, NavigableMap<Long, String>> recorded, String name, long until) {
    NavigableMap<Long, String> samples = samplesOf(recorded, name);
    for (long instant = from + 5; instant <= until; instant += 5) {
      assertThat(samples).as(name).containsKey(instant);
    }
    return samples;
  }

  private static NavigableMap<Long, String> samplesOf(
      Map<String, NavigableMap<Long, String>> recorded, String name) {
    NavigableMap<Long, String> samples = recorded.get(name);
    assertThat(samples).as(name).isNotNull();
    return samples;
  }

  /** The samples of each recorded series, by second. */
  private Map<String, NavigableMap<Long, String>> recorded() {
    Map<String, NavigableMap<Long, String>> recorded = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.records(Topic.RECORDED.topicName())) {
      for (String line : RecordLines.samples(record.value())) {
        int value = line.lastIndexOf(' ', line.lastIndexOf(' ') - 1);
        int time = line.lastIndexOf('@');
        String before =
            recorded
                .computeIfAbsent(line.substring(0, value), s -> new TreeMap<>())
                .put(Long.parseLong(line.substring(time + 1)), line.substring(value + 1, time - 1));
        assertThat(before).as("a second sample for %s", line).isNull();
      }
    }
    return recorded;
  }

  /** Whether no rule waits, and all tasks have evaluated some instant since. */
  private static boolean isInForce(RuleEngine engine, long since) {
    List<GroupStatus.RuleStatus> rules = rules(engine);
    return evaluatedUntil(engine) > since
        && rules.stream().anyMatch(rule -> rule.rule().name().equals("requests:max"))
        && rules.stream().anyMatch(rule -> rule.rule().name().equals("added"))
        && rules.stream().noneMatch(GroupStatus.RuleStatus::waiting);
  }

  /** What every rule of every task has been evaluated until, in seconds. */
  private static long evaluatedUntil(RuleEngine engine) {
    return engine.states().byTask().size() < 3
        ? 0
        : rules(engine).stream().mapToLong(rule -> rule.lastEvaluationMs() / 1000).min().orElse(0);
  }

  private static List<GroupStatus.RuleStatus> rules(RuleEngine engine) {
    List<GroupStatus.RuleStatus> rules = new ArrayList<>();
    engine.states().byTask().values().stream()
        .flatMap(List::stream)
        .forEach(group -> rules.addAll(group.rules()));
    return rules;
  }

  private RuleEngine engine(Path rules) {
    RuleEngineConfig defaults = RuleEngineConfig.defaults();
    Map<String, Object> client = new HashMap<>(kafka.clientProperties());
    client.put("commit.interval.ms", 100);
    return RuleEngine.start(
        new RuleEngineConfig(
            client,
            "changing",
            "changing",
            directory.resolve("state"),
            List.of(rules),
            Duration.ofSeconds(5),
            "cluster",
            Set.of(),
            Labels.EMPTY,
            "",
            Optional.empty(),
            Duration.ZERO,
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

  /** The next seconds of the log, ticks included. */
  private void writeUntil(long until) {
    for (; second <= until; second++) {
      for (int partition = 0; partition < 2; partition++) {
        String cluster = CLUSTERS.get(partition);
        if (second % 5 == 0) {
          send(partition, series("up", cluster, "a"), cluster.equals("eu") ? 1 : 0);
          send(partition, series("load", cluster, "a"), second == from + 10 ? 9 : 1);
        }
        if (second == from + 20) {
          send(partition, series("requests", cluster, "a"), 7);
        }
        producer.send(
            new ProducerRecord<>(
                Topic.SAMPLES.topicName(), partition, second * 1000, null, TestLog.TICK));
      }
    }
  }

  private void send(int partition, Labels labels, double value) {
    producer.send(
        new ProducerRecord<>(
            Topic.SAMPLES.topicName(),
            partition,
            second * 1000,
            CLUSTERS.get(partition).getBytes(UTF_8),
            TestLog.sample(labels, second * 1000, value)));
  }

  private static void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(120);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not within two minutes: " + what);
      }
      LockSupport.parkNanos(10_000_000);
    }
  }
}
