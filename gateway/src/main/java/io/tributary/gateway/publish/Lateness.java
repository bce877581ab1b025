package io.tributary.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/**
 * How long after its time a sample still counts for rules. A partition waits for the slowest of the
 * clusters in it that are configured.
 *
 * @param usual of clusters that are not configured
 * @param ofClusters of those that are
 */
public record Lateness(Duration usual, Map<String, Duration> ofClusters) {
  /** Copies the map and refuses what can't be right. */
  public Lateness {
    ofClusters = Map.copyOf(ofClusters);
    requireNotNegative("lateness", usual);
    ofClusters.forEach((cluster, of) -> requireNotNegative("lateness of " + cluster, of));
  }

  private static void requireNotNegative(String what, Duration lateness) {
    if (lateness.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative: was " + lateness);
    }
  }

  /** The same of all clusters. */
  public static Lateness of(Duration usual) {
    return new Lateness(usual, Map.of());
  }

  /** How far the watermark of each partition is behind the clock, in milliseconds. */
  long[] ofPartitions(int partitions, Map<String, Integer> shards) {
    long[] latenessMs = new long[partitions];
    Arrays.fill(latenessMs, usual.toMillis());
    ofClusters.forEach(
        (cluster, lateness) -> {
          // As Kafka's own partitioner places the key, and the shards after it.
          long first = Utils.toPositive(Utils.murmur2(cluster.getBytes(UTF_8)));
          for (int shard = 0; shard < shards.getOrDefault(cluster, 1); shard++) {
            int partition = (int) ((first + shard) % partitions);
            latenessMs[partition] = Math.max(latenessMs[partition], lateness.toMillis());
          }
        });
    return latenessMs;
  }

  /** That of a cluster by itself. */
  public Duration of(String cluster) {
    return ofClusters.getOrDefault(cluster, usual);
  }
}
