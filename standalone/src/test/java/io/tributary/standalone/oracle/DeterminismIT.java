package io.tributary.standalone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.standalone.interop.Eventually;
import io.tributary.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One log gives the same bytes: read once, read again by another engine, and read as it grows by
 * two processes with standbys, of which now the one and now the other is killed with SIGKILL at
 * random moments, while it starts, restores, evaluates or commits.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeterminismIT {
  private static final long SEED = Long.getLong("oracle.seed", 20261126L);
  private static final int KILLS = Integer.getInteger("oracle.kills", 50);
  private static final int PARTITIONS = 4;

  /** A task of the rules for each partition, and the merger. */
  private static final int TASKS = PARTITIONS + 1;

  /** Each task has a group of this interval: it tells how far it is at least so often. */
  private static final long TOLD_WITHIN_MS = 30_000;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Path directory;
  private final World world;

  DeterminismIT(@TempDir Path directory) {
    this.directory = directory;
    Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(3, ChronoUnit.HOURS);
    world = new World(SEED, from.toEpochMilli(), 1, 0, 20);
  }

  @Test
  void log_givesTheSameBytesHoweverItIsRead() throws IOException {
    OutputBytes once;
    try (KafkaFixture kafka = kafka("whole");
        SampleLog log = new SampleLog(kafka.clientProperties(), PARTITIONS, 1)) {
      log.writeAll(world);
      run(kafka, "first");
      once = OutputBytes.read(kafka);
      run(kafka, "second");
      OutputBytes twice = OutputBytes.read(kafka).after(once);
      assertThat(twice.differenceFrom(once)).as("a second reading").isNull();
    }
    assertThat(once.count()).isGreaterThan(1_000);
    assertThat(once.corrections()).isGreaterThan(10);

    try (KafkaFixture kafka = kafka("killed")) {
      readWithKills(kafka);
      OutputBytes killed = OutputBytes.read(kafka);
      assertThat(killed.differenceFrom(once)).as("with kills, seed " + SEED).isNull();
    }
    System.out.printf(
        "determinism: seed %d, %d kills, %d records of %d keys are the same bytes, %d of"
            + " corrections%n",
        SEED, KILLS, once.count(), once.byKey().size(), once.corrections());
  }

  /** The log grows from kill to kill; now and then everything so far is waited for. */
  private void readWithKills(KafkaFixture kafka) throws IOException {
    Random random = new Random(SEED);
    List<World.Step> steps =
        world.epochs.stream().flatMap(epoch -> epoch.steps().stream()).toList();
    Path place = directory.resolve("instances");
    try (SampleLog log = new SampleLog(kafka.clientProperties(), PARTITIONS, 1);
        Instance a = Instance.start("a", kafka.bootstrapServers(), place);
        Instance b = Instance.start("b", kafka.bootstrapServers(), place)) {
      log.history(world);
      int written = 0;
      long tickedMs = Long.MIN_VALUE;
      for (int kill = 0; kill < KILLS; kill++) {
        int until = steps.size() * (kill + 1) / KILLS;
        while (written < until) {
          World.Step step = steps.get(written++);
          log.step(step);
          tickedMs = step.ticks() ? step.watermarkMs() : tickedMs;
          Eventually.passes(Duration.ofMillis(random.nextInt(300)));
        }
        if (kill % 5 == 0) {
          awaitEvaluated(kafka, tickedMs);
        }
        (random.nextBoolean() ? a : b).killAndRestart();
      }
      awaitEvaluated(kafka, world.epochs.getLast().untilMs());
    }
  }

  private static void awaitEvaluated(KafkaFixture kafka, long untilMs) {
    Eventually.holds(
        "all tasks have evaluated until " + untilMs,
        PATIENCE,
        () -> {
          Map<String, Long> progress = OutputBytes.progress(kafka);
          return progress.size() == TASKS
              && progress.values().stream().allMatch(at -> at > untilMs - TOLD_WITHIN_MS);
        });
  }

  private KafkaFixture kafka(String name) {
    KafkaFixture kafka = KafkaFixture.start(directory.resolve(name));
    kafka.createTopics(PARTITIONS);
    return kafka;
  }

  private void run(KafkaFixture kafka, String application) throws IOException {
    new EngineRun(
            application,
            directory.resolve(application),
            RuleFolder.withCorrections(),
            PARTITIONS,
            false)
        .evaluate(kafka, world.epochs.getLast().untilMs());
  }
}
