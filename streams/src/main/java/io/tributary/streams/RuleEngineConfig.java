package io.tributary.streams;

import io.tributary.promql.exec.EngineOptions;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.topic.Topic;
import io.tributary.streams.eval.EvaluationOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the rule engine runs.
 *
 * @param kafka client properties, at least {@code bootstrap.servers}
 * @param applicationId names the engine's consumer group, transactions and internal topics; two
 *     engines with one id share the partitions
 * @param instanceId names this instance among those of the id, so that it gets its partitions back
 *     at once after a restart; empty: it does not
 * @param stateDirectory where state is kept between restarts
 * @param rules rule files, and folders of them, watched for changes
 * @param defaultInterval of groups without one
 * @param clusterLabel the label that names a series' cluster
 * @param shardedClusters the clusters that are spread over several partitions
 * @param externalLabels what templates know as {@code $externalLabels}
 * @param externalUrl what templates know as {@code $externalURL}
 * @param maxCatchUp instants longer ago than this are not evaluated after an outage; empty: all are
 * @param correctedWithin results of groups with {@code corrections} that are longer ago than this
 *     are not corrected
 * @param partitions of topics that have to be created
 * @param replicationFactor of topics that have to be created; -1: the broker's default
 * @param threads how many threads evaluate
 * @param standbyReplicas how many other instances keep a copy of each task's state
 * @param storeMemoryBytes what the state stores of the process may take together: caches and write
 *     buffers
 * @param zone where this instance runs: copies of its state are kept in other zones, and it fetches
 *     from brokers of its own; empty: not known
 * @param advertised {@code host:port} where other instances reach this one's HTTP; empty: nowhere
 * @param engine of the expressions
 */
public record RuleEngineConfig(
    Map<String, Object> kafka,
    String applicationId,
    String instanceId,
    Path stateDirectory,
    List<Path> rules,
    Duration defaultInterval,
    String clusterLabel,
    Set<String> shardedClusters,
    Labels externalLabels,
    String externalUrl,
    Optional<Duration> maxCatchUp,
    Duration correctedWithin,
    int partitions,
    int replicationFactor,
    int threads,
    int standbyReplicas,
    long storeMemoryBytes,
    String zone,
    String advertised,
    EngineOptions engine) {

  /** Two write buffers and a little to read with. */
  public static final long LEAST_STORE_MEMORY = 16L << 20;

  private static final long DEFAULT_STORE_MEMORY = 48L << 20;

  /** Within what the hub has not written to blocks yet. */
  public static final Duration LONGEST_CORRECTED = Duration.ofMinutes(30);

  /** Copies the collections and checks the numbers. */
  public RuleEngineConfig {
    kafka = Map.copyOf(kafka);
    rules = List.copyOf(rules);
    shardedClusters = Set.copyOf(shardedClusters);
    requirePositive("partitions", partitions);
    requirePositive("threads", threads);
    if (!defaultInterval.isPositive()) {
      throw new IllegalArgumentException("defaultInterval must be > 0: was " + defaultInterval);
    }
    if (storeMemoryBytes < LEAST_STORE_MEMORY) {
      throw new IllegalArgumentException(
          "storeMemoryBytes must be >= " + LEAST_STORE_MEMORY + ": was " + storeMemoryBytes);
    }
    if (correctedWithin.isNegative() || correctedWithin.compareTo(LONGEST_CORRECTED) > 0) {
      throw new IllegalArgumentException(
          "correctedWithin must be 0 to " + LONGEST_CORRECTED + ": was " + correctedWithin);
    }
    if (standbyReplicas < 0) {
      throw new IllegalArgumentException("standbyReplicas must be >= 0: was " + standbyReplicas);
    }
  }

  /** One thread in one process, rules every minute, everything caught up on. */
  public static RuleEngineConfig defaults() {
    return new RuleEngineConfig(
        Map.of(),
        "tributary-rules",
        "",
        Path.of("data", "rules"),
        List.of(),
        Duration.ofMinutes(1),
        "cluster",
        Set.of(),
        Labels.EMPTY,
        "",
        Optional.empty(),
        Duration.ofMillis(EvaluationOptions.DEFAULT_CORRECTED_WITHIN_MS),
        Topic.DEFAULT_PARTITIONS,
        -1,
        1,
        0,
        DEFAULT_STORE_MEMORY,
        "",
        "",
        EngineOptions.defaults());
  }

  /** How rules are evaluated. */
  public EvaluationOptions evaluation() {
    return new EvaluationOptions(
        engine,
        clusterLabel,
        externalLabels,
        externalUrl,
        maxCatchUp.map(Duration::toMillis).orElse(Long.MAX_VALUE),
        correctedWithin.toMillis(),
        EvaluationOptions.DEFAULT_UNSELECTED_SERIES);
  }

  /** The same with other properties of Kafka clients. */
  public RuleEngineConfig withKafka(Map<String, Object> properties) {
    return with(properties, instanceId);
  }

  /** The same under a name among the instances of its id. */
  public RuleEngineConfig withInstanceId(String id) {
    return with(kafka, id);
  }

  private RuleEngineConfig with(Map<String, Object> properties, String id) {
    return new RuleEngineConfig(
        properties,
        applicationId,
        id,
        stateDirectory,
        rules,
        defaultInterval,
        clusterLabel,
        shardedClusters,
        externalLabels,
        externalUrl,
        maxCatchUp,
        correctedWithin,
        partitions,
        replicationFactor,
        threads,
        standbyReplicas,
        storeMemoryBytes,
        zone,
        advertised,
        engine);
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be >= 1: was " + value);
    }
  }
}
