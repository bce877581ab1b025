package io.tributary.gateway.ingest;

import io.tributary.schemas.remotewrite.FamilyMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of metric families as agents tell it in requests of their own, without a cluster;
 * and the metric names of each cluster that it is for. Thread-safe.
 */
final class Families {
  private static final int MAX_FAMILIES = 100_000;
  private static final int MAX_TEXT = 1024;
  private static final String[] SUFFIXES = {"_bucket", "_count", "_sum", "_total", "_info"};

  private final Map<String, FamilyMetadata> metadata = new ConcurrentHashMap<>();
  private final Map<String, Map<Cluster, FamilyState>> metrics = new ConcurrentHashMap<>();

  /** The state of a metric name in a cluster. */
  FamilyState of(Cluster cluster, String metricName) {
    if (metrics.size() >= MAX_FAMILIES && !metrics.containsKey(metricName)) {
      return new FamilyState(find(metricName));
    }
    return metrics
        .computeIfAbsent(metricName, name -> new ConcurrentHashMap<>())
        .computeIfAbsent(cluster, c -> new FamilyState(find(metricName)));
  }

  /** Takes note of what an agent says of a family. */
  void learn(FamilyMetadata told) {
    if (told.family().isEmpty()
        || (metadata.size() >= MAX_FAMILIES && !metadata.containsKey(told.family()))) {
      return;
    }
    FamilyMetadata kept =
        new FamilyMetadata(told.family(), told.type(), cut(told.help()), cut(told.unit()));
    if (kept.equals(metadata.put(kept.family(), kept))) {
      return;
    }
    update(kept.family(), kept);
    for (String suffix : SUFFIXES) {
      if (!metadata.containsKey(kept.family() + suffix)) {
        update(kept.family() + suffix, kept);
      }
    }
  }

  /** Forgets the metric names that no known series has any more. */
  void retain(Predicate<FamilyState> kept) {
    metrics.values().forEach(clusters -> clusters.values().removeIf(kept.negate()));
    metrics.values().removeIf(Map::isEmpty);
  }

  private void update(String metricName, FamilyMetadata kept) {
    metrics.getOrDefault(metricName, Map.of()).values().forEach(state -> state.update(kept));
  }

  private @Nullable FamilyMetadata find(String metricName) {
    FamilyMetadata own = metadata.get(metricName);
    if (own != null) {
      return own;
    }
    for (String suffix : SUFFIXES) {
      if (metricName.endsWith(suffix)) {
        return metadata.get(metricName.substring(0, metricName.length() - suffix.length()));
      }
    }
    return null;
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
