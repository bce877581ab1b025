package io.tributary.standalone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.rule.RuleGroup;
import io.tributary.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A day of three clusters (or {@code -Doracle.hours}) through the log at full speed: every recorded
 * sample and every step of every alert is what a real Prometheus with the samples that preceded the
 * watermark says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OracleIT {
  private static final long SEED = Long.getLong("oracle.seed", 20261126L);
  private static final int HOURS = Integer.getInteger("oracle.hours", 24);
  private static final long HISTORY_MS = Duration.ofDays(3).toMillis();
  private static final int EPOCH_MINUTES = 45;

  private final Path directory;
  private World world = new World(SEED, 0, 0, 0, 1);
  private Results expected = new Results();

  OracleIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  void ask() throws IOException {
    // The broker keeps what is less than a week old.
    Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
    world = new World(SEED, day.toEpochMilli(), HOURS, HISTORY_MS, EPOCH_MINUTES);
    List<RuleGroup> groups = RuleFolder.groups();
    long started = System.nanoTime();
    expected = Expectation.of(world, groups, directory.resolve("prometheus"));
    System.out.printf(
        "oracle: seed %d, %d rules, %d samples in %d series and %d transitions expected, in %d s%n",
        SEED,
        groups.stream().mapToInt(group -> group.rules().size()).sum(),
        expected.sampleCount(),
        expected.recorded.size(),
        expected.transitions.size(),
        (System.nanoTime() - started) / 1_000_000_000);
    assertThat(expected.transitions).hasSizeGreaterThan(100);
  }

  @Test
  void engine_withoutLogYieldsWhatPrometheusSays() throws IOException {
    Results results = DirectRun.of(world, RuleFolder.groups());
    assertThat(results.differencesFrom(expected)).isEmpty();
  }

  @ParameterizedTest(name = "{0} partitions, clusters over {1} of them")
  @CsvSource({"1, 1", "4, 1", "4, 2", "12, 4"})
  void engine_yieldsWhatPrometheusSays(int partitions, int shards) throws IOException {
    Path place = directory.resolve(partitions + "-" + shards);
    try (KafkaFixture kafka = KafkaFixture.start(place.resolve("kafka"))) {
      kafka.createTopics(partitions);
      try (SampleLog log = new SampleLog(kafka.clientProperties(), partitions, shards)) {
        log.writeAll(world);
      }
      long started = System.nanoTime();
      new EngineRun(
              "oracle", place.resolve("state"), List.of(RuleFolder.path()), partitions, shards > 1)
          .evaluate(kafka, world.epochs.getLast().untilMs());
      System.out.printf(
          "oracle: %d partitions, %d shards: evaluated in %d s%n",
          partitions, shards, (System.nanoTime() - started) / 1_000_000_000);
      assertThat(OutputTopics.read(kafka).differencesFrom(expected)).isEmpty();
    }
  }
}
