package io.tributary.standalone.oracle;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.schemas.labels.Labels;
import io.tributary.standalone.interop.Eventually;
import io.tributary.streams.RuleEngine;
import io.tributary.streams.RuleEngineConfig;
import io.tributary.testkit.KafkaFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An engine in this process that works off a log.
 *
 * @param sharded whether clusters are spread over partitions
 */
record EngineRun(
    String application, Path stateDirectory, List<Path> rules, int partitions, boolean sharded) {
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  /** Returns once all instants until {@code untilMs} are evaluated and committed. */
  void evaluate(KafkaFixture kafka, long untilMs) {
    try (RuleEngine engine =
        RuleEngine.start(config(kafka), new PrometheusRegistry(), InstantSource.system())) {
      Eventually.holds(
          application + " has evaluated all",
          PATIENCE,
          () -> engine.states().byTask().size() == tasks() && hasEvaluated(engine, untilMs));
    }
  }

  /** One for each partition, and where there are several the merger. */
  int tasks() {
    return partitions == 1 ? 1 : partitions + 1;
  }

  private static boolean hasEvaluated(RuleEngine engine, long untilMs) {
    return engine.states().byTask().values().stream()
        .flatMap(List::stream)
        .allMatch(
            status ->
                status.rules().stream()
                    .allMatch(
                        rule ->
                            rule.lastEvaluationMs()
                                > untilMs - status.group().interval().toMillis()));
  }

  private RuleEngineConfig config(KafkaFixture kafka) {
    return new RuleEngineConfig(
        kafka.clientProperties(),
        application,
        "",
        stateDirectory,
        rules,
        RuleFolder.DEFAULT_INTERVAL,
        "cluster",
        sharded ? Set.copyOf(Fleet.CLUSTERS) : Set.of(),
        Labels.EMPTY,
        "",
        Optional.empty(),
        Duration.ofMinutes(5),
        partitions,
        1,
        2,
        0,
        RuleEngineConfig.defaults().storeMemoryBytes(),
        "",
        "",
        RuleEngineConfig.defaults().engine());
  }
}
