package io.tributary.gateway;

import io.tributary.gateway.publish.Lateness;
import io.tributary.schemas.topic.Topic;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway runs.
 *
 * @param kafka properties of Kafka clients; {@code bootstrap.servers} at least
 * @param clusterLabel the label that names a series' cluster
 * @param defaultCluster the cluster of series without that label; null refuses them
 * @param shards of clusters that are too large for one partition: how many each is split over
 * @param samplesPerSecond quotas of clusters; one that is over its own is answered 429
 * @param limits what is taken at most
 * @param lateness how long after its time a sample still counts for rules: ticks are that far
 *     behind the wall clock
 * @param tickInterval how often ticks are written
 * @param compression of the records: Kafka's {@code compression.type}
 * @param partitions of a topic that has to be created
 * @param replicas of a topic that has to be created
 */
public record GatewayConfig(
    Map<String, Object> kafka,
    String clusterLabel,
    @Nullable String defaultCluster,
    Map<String, Integer> shards,
    Map<String, Double> samplesPerSecond,
    GatewayLimits limits,
    Lateness lateness,
    Duration tickInterval,
    String compression,
    int partitions,
    int replicas) {
  /** Copies the maps and refuses what can't be right. */
  public GatewayConfig {
    kafka = Map.copyOf(kafka);
    shards = Map.copyOf(shards);
    samplesPerSecond = Map.copyOf(samplesPerSecond);
    if (clusterLabel.isEmpty()) {
      throw new IllegalArgumentException("clusterLabel must not be empty");
    }
    if (defaultCluster != null && defaultCluster.isEmpty()) {
      throw new IllegalArgumentException("defaultCluster must not be empty");
    }
    shards.forEach((cluster, count) -> requirePositive("shards of " + cluster, count));
    samplesPerSecond.forEach((cluster, rate) -> requirePositive("quota of " + cluster, rate));
    requirePositive("partitions", partitions);
    requirePositive("replicas", replicas);
    if (!tickInterval.isPositive()) {
      throw new IllegalArgumentException("tickInterval must be > 0: was " + tickInterval);
    }
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(what + " must be > 0: was " + value);
    }
  }

  /** The defaults, which lack only Kafka's address. */
  public static GatewayConfig defaults() {
    return new GatewayConfig(
        Map.of(),
        "cluster",
        null,
        Map.of(),
        Map.of(),
        GatewayLimits.defaults(),
        Lateness.of(Duration.ofSeconds(10)),
        Duration.ofSeconds(1),
        "zstd",
        Topic.DEFAULT_PARTITIONS,
        1);
  }

  /** The same with other properties of Kafka clients. */
  public GatewayConfig withKafka(Map<String, Object> properties) {
    return new GatewayConfig(
        properties,
        clusterLabel,
        defaultCluster,
        shards,
        samplesPerSecond,
        limits,
        lateness,
        tickInterval,
        compression,
        partitions,
        replicas);
  }

  /** The same with a cluster for series that name none. */
  public GatewayConfig withDefaultCluster(@Nullable String cluster) {
    return new GatewayConfig(
        kafka,
        clusterLabel,
        cluster,
        shards,
        samplesPerSecond,
        limits,
        lateness,
        tickInterval,
        compression,
        partitions,
        replicas);
  }

  /** The same with other limits. */
  public GatewayConfig withLimits(GatewayLimits newLimits) {
    return new GatewayConfig(
        kafka,
        clusterLabel,
        defaultCluster,
        shards,
        samplesPerSecond,
        newLimits,
        lateness,
        tickInterval,
        compression,
        partitions,
        replicas);
  }

  /** The same with clusters split over several partitions. */
  public GatewayConfig withShards(Map<String, Integer> newShards) {
    return new GatewayConfig(
        kafka,
        clusterLabel,
        defaultCluster,
        newShards,
        samplesPerSecond,
        limits,
        lateness,
        tickInterval,
        compression,
        partitions,
        replicas);
  }

  /** The same with quotas of samples a second. */
  public GatewayConfig withQuotas(Map<String, Double> quotas) {
    return new GatewayConfig(
        kafka,
        clusterLabel,
        defaultCluster,
        shards,
        quotas,
        limits,
        lateness,
        tickInterval,
        compression,
        partitions,
        replicas);
  }
}
