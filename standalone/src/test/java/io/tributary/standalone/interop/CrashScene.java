package io.tributary.standalone.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Load, a real Prometheus as hub, and rules whose outputs are known; processes are killed in the
 * middle of it, and afterwards what is there is compared with what must be.
 */
final class CrashScene implements AutoCloseable {
  private static final int CLUSTERS = 4;
  private static final int SERIES = 100;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration DOWN = Duration.ofSeconds(3);
  private static final String LOADED = "load_.*";
  private static final String RECORDED = "cluster:load_value:.*";

  private final Scene scene;
  private final Prometheus hub;
  private final URI gateway = URI.create("http://127.0.0.1:" + Peers.freePort());
  private final String kafka = "127.0.0.1:" + Peers.freePort();
  private final Load load = new Load(gateway.resolve("/api/v1/write"), CLUSTERS, SERIES);
  private final Map<String, Long> killedMs = new TreeMap<>();
  private final long startMs = System.currentTimeMillis();
  private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> samples = Map.of();
  private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> recorded = Map.of();
  private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> transitions = Map.of();

  CrashScene(Path directory) {
    scene = new Scene(directory);
    hub = scene.add(Prometheus.hub("hub", directory)).awaitReady();
    scene.add(load);
    scene.write("rules.yml", ExpectedOutputs.RULES);
  }

  /** Where the agents send to; who serves it is the caller's. */
  URI gateway() {
    return gateway;
  }

  /** Where Kafka has to listen. */
  String kafka() {
    return kafka;
  }

  URI hubWriteUrl() {
    return hub.writeUrl();
  }

  /** The configuration of a part; a short lateness, so that alerts do not take long. */
  Path config(String kafkaKeys) {
    return scene.write(
        "tributary.yml",
        """
        kafka: %s
        gateway: {lateness: 2s, tick_interval: 500ms}
        rules: {files: ['%s']}
        remote_write: [{url: '%s'}]
        """
            .formatted(kafkaKeys, scene.directory().resolve("rules.yml"), hub.writeUrl()));
  }

  /** Starts a process of ours that serves HTTP there, and waits until it is ready. */
  ChildProcess start(String name, URI http, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--listen", http.getAuthority()));
    all.addAll(List.of("--data", scene.directory().resolve(name + "-data").toString()));
    return scene
        .add(ChildProcess.tributary(name, scene.directory(), http.resolve("/-/ready"), all))
        .awaitReady();
  }

  void startLoad() {
    load.start();
    load.awaitAcknowledgement();
  }

  /**
   * Lets an alert become pending in every cluster, kills the process, starts it again after a
   * while, and waits until the alert fires; then lets it end.
   */
  void kill(String name, ChildProcess victim) {
    load.set(name, 1);
    load.awaitAcknowledgement();
    awaitTransitions(name, AlertState.ALERT_STATE_PENDING);
    killedMs.put(name, System.currentTimeMillis());
    victim.kill();
    Eventually.passes(DOWN);
    victim.restart();
    victim.awaitReady();
    awaitTransitions(name, AlertState.ALERT_STATE_FIRING);
    load.set(name, 0);
    load.awaitAcknowledgement();
  }

  private void awaitTransitions(String victim, AlertState to) {
    try (TopicReader reader = new TopicReader(kafka, Topic.TRANSITIONS)) {
      Eventually.holds(
          "the alerts of " + victim + " are " + to,
          LIMIT,
          () ->
              read(reader.poll()).stream().filter(t -> isOf(t, victim) && t.to() == to).count()
                  >= CLUSTERS);
    }
  }

  /** Ends the load, waits until all of it has gone its way, and reads the topics. */
  void finish() {
    load.stop();
    for (String victim : killedMs.keySet()) {
      awaitTransitions(victim, AlertState.ALERT_STATE_RESOLVED);
    }
    awaitOnTheHub(load.acknowledged(), LOADED);
    samples = readAll(Topic.SAMPLES);
    recorded = readAll(Topic.RECORDED);
    transitions = readAll(Topic.TRANSITIONS);
    SampleBook ofRules = new SampleBook();
    recordedList().forEach(sample -> ofRules.add(sample.labels(), sample.atMs(), sample.bits()));
    awaitOnTheHub(ofRules, RECORDED);
  }

  private void awaitOnTheHub(SampleBook expected, String namePattern) {
    SampleBook[] missing = {expected};
    try {
      Eventually.holds(
          "the hub has " + expected,
          LIMIT,
          () -> {
            missing[0] = expected.without(onTheHub(namePattern));
            return missing[0].size() == 0;
          });
    } catch (AssertionError e) {
      throw new AssertionError("missing: " + missing[0], e);
    }
  }

  private Map<Integer, List<ConsumerRecord<byte[], byte[]>>> readAll(Topic topic) {
    try (TopicReader reader = new TopicReader(kafka, topic)) {
      return reader.readToEnd();
    }
  }

  private SampleBook onTheHub(String namePattern) {
    return RemoteRead.read(hub.url(), namePattern, startMs, System.currentTimeMillis() + 60_000);
  }

  void assertHubHoldsEveryAcknowledgedSample() {
    SampleBook acknowledged = load.acknowledged();
    SampleBook found = onTheHub(LOADED);
    assertThat(acknowledged.size()).isGreaterThan(10_000);
    assertThat(acknowledged.without(found).toString()).startsWith("0 samples");
    // What is there beside is what was sent when a part was killed before it could answer.
    assertThat(found.without(load.sent()).toString()).startsWith("0 samples");
  }

  /** The same of a hub's query API, which shows neither staleness markers nor the bits of a NaN. */
  void assertApiHoldsEveryAcknowledgedSample(QueryApi api) {
    int minutes = (int) Duration.ofMillis(System.currentTimeMillis() - startMs).toMinutes() + 1;
    Map<Map<String, String>, Map<Long, String>> expected = shown(load.acknowledged());
    Map<Map<String, String>, Map<Long, String>> found = new HashMap<>();
    Eventually.holds(
        "the embedded hub has every acknowledged sample",
        LIMIT,
        () -> {
          found.clear();
          api.samples("{__name__=~\"load_.*\"}", minutes, Instant.now())
              .forEach((labels, of) -> found.put(labels, inOneSpelling(of)));
          return expected.entrySet().stream()
              .allMatch(
                  e ->
                      found
                          .getOrDefault(e.getKey(), Map.of())
                          .entrySet()
                          .containsAll(e.getValue().entrySet()));
        });
    Map<Map<String, String>, Map<Long, String>> sent = shown(load.sent());
    found.forEach(
        (labels, of) ->
            assertThat(sent.getOrDefault(labels, Map.of()))
                .as("%s", labels)
                .containsAllEntriesOf(of));
  }

  private static Map<Map<String, String>, Map<Long, String>> shown(SampleBook book) {
    Map<Map<String, String>, Map<Long, String>> shown = new HashMap<>();
    book.samples()
        .forEach(
            (labels, of) -> {
              Map<Long, String> values = new TreeMap<>();
              of.forEach(
                  (at, bits) -> {
                    if (bits != StalenessMarker.BITS) {
                      values.put(at, Double.toString(Double.longBitsToDouble(bits)));
                    }
                  });
              shown.put(mapOf(labels), values);
            });
    return shown;
  }

  private static Map<Long, String> inOneSpelling(Map<Long, String> values) {
    Map<Long, String> spelled = new TreeMap<>();
    values.forEach(
        (at, text) ->
            spelled.put(at, Double.toString(Double.parseDouble(text.replace("Inf", "Infinity")))));
    return spelled;
  }

  private static Map<String, String> mapOf(Labels labels) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      map.put(labels.name(i), labels.value(i));
    }
    return map;
  }

  /** Every transition that the rules yield from this log is there once, and no other. */
  void assertTransitionsAreThoseOfTheRules() {
    List<Transition> expected = new ArrayList<>();
    samples.values().forEach(partition -> expected.addAll(replayed(partition).transitions()));
    Comparator<Transition> order =
        Comparator.comparing(Transition::labels).thenComparingLong(Transition::atMs);
    assertThat(read(transitions).stream().sorted(order).toList())
        .hasSizeGreaterThanOrEqualTo(3 * CLUSTERS * killedMs.size())
        .isEqualTo(expected.stream().sorted(order).toList());
  }

  /** The kill came while the alert was pending, and it fired when it would have fired without. */
  void assertForWentOn() {
    List<Transition> read = read(transitions);
    killedMs.forEach(
        (victim, atMs) -> {
          List<Transition> fired =
              read.stream()
                  .filter(t -> isOf(t, victim) && t.to() == AlertState.ALERT_STATE_FIRING)
                  .toList();
          assertThat(fired).as(victim).hasSize(CLUSTERS);
          assertThat(fired)
              .as("%s, killed at %d", victim, atMs)
              .allSatisfy(
                  t -> {
                    assertThat(t.atMs() - t.activeAtMs()).isEqualTo(ExpectedOutputs.FOR.toMillis());
                    assertThat(atMs).isBetween(t.activeAtMs(), t.atMs());
                  });
        });
  }

  /** Each instant is recorded once, with the value that the log gives. */
  void assertRecordedIsThatOfTheRules() {
    SampleBook expected = new SampleBook();
    samples.values().forEach(partition -> expected.addAll(replayed(partition).recorded()));
    SampleBook found = new SampleBook();
    List<Recorded> list = recordedList();
    list.forEach(sample -> found.add(sample.labels(), sample.atMs(), sample.bits()));
    assertThat(list).as("each of them once").hasSize((int) found.size());
    // Ticks go on while the topics are read: the last instants may be in one of them only.
    assertThat(found.without(expected).size()).isLessThanOrEqualTo(8L * CLUSTERS);
    assertThat(expected.without(found).size()).isLessThanOrEqualTo(8L * CLUSTERS);
    long lastMs = list.stream().mapToLong(Recorded::atMs).max().orElseThrow();
    assertThat(until(expected, lastMs - 20_000).without(found).toString()).startsWith("0 samples");
    assertThat(until(found, lastMs - 20_000).without(expected).toString()).startsWith("0 samples");
    assertThat(found.without(onTheHub(RECORDED)).toString()).startsWith("0 samples");
  }

  private static SampleBook until(SampleBook book, long lastMs) {
    SampleBook cut = new SampleBook();
    book.samples()
        .forEach(
            (labels, of) ->
                of.headMap(lastMs, true).forEach((at, bits) -> cut.add(labels, at, bits)));
    return cut;
  }

  private record Recorded(Labels labels, long atMs, long bits) {}

  private List<Recorded> recordedList() {
    List<Recorded> found = new ArrayList<>();
    SampleRecordReader reader = new SampleRecordReader();
    for (List<ConsumerRecord<byte[], byte[]>> partition : recorded.values()) {
      for (ConsumerRecord<byte[], byte[]> record : partition) {
        reader.reset(record.value());
        while (reader.next()) {
          Labels labels = reader.labels();
          for (int i = 0; i < reader.samples().size(); i++) {
            if (labels.metricName().startsWith("cluster:")) {
              found.add(
                  new Recorded(
                      labels, reader.samples().timestampMs(i), reader.samples().valueBits(i)));
            }
          }
        }
      }
    }
    return found;
  }

  private static ExpectedOutputs replayed(List<ConsumerRecord<byte[], byte[]>> partition) {
    ExpectedOutputs outputs = new ExpectedOutputs();
    LogReplay.run(partition, ExpectedOutputs.INTERVAL.toMillis(), outputs);
    return outputs;
  }

  private static List<Transition> read(
      Map<Integer, List<ConsumerRecord<byte[], byte[]>>> partitions) {
    return partitions.values().stream().flatMap(List::stream).map(Transition::read).toList();
  }

  private static boolean isOf(Transition transition, String victim) {
    return victim.equals(transition.labels().get("victim"));
  }

  @Override
  public void close() {
    scene.close();
  }
}
