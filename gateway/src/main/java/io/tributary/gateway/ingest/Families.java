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
  private static final int MAX_TEXT = 1024;

  /** A longer name belongs to no series that is taken by default limits. */
  private static final int MAX_NAME = 16_384;

  /** Rough bytes of an entry beside its texts: objects and slots of the maps. */
  private static final int OVERHEAD_BYTES = 200;

  private static final String[] SUFFIXES = {"_bucket", "_count", "_sum", "_total", "_info"};

  private final Map<String, FamilyMetadata> metadata = new ConcurrentHashMap<>();
  private final Map<String, Map<Cluster, FamilyState>> metrics = new ConcurrentHashMap<>();
  private final TableBytes metadataBytes;
  private final TableBytes metricsBytes;

  /** With at most so many bytes of metadata, and as many of metric names. */
  Families(long limitBytes) {
    metadataBytes = new TableBytes(limitBytes);
    metricsBytes = new TableBytes(limitBytes);
  }

  /** The state of a metric name in a cluster; one that finds no room is not remembered. */
  FamilyState of(Cluster cluster, String metricName) {
    FamilyState known = metrics.getOrDefault(metricName, Map.of()).get(cluster);
    if (known != null) {
      return known;
    }
    FamilyState fresh = new FamilyState(find(metricName));
    if (!metricsBytes.tryTake(size(metricName))) {
      return fresh;
    }
    FamilyState[] present = new FamilyState[1];
    // In one step with the removal of names without clusters.
    metrics.compute(
        metricName,
        (name, clusters) -> {
          Map<Cluster, FamilyState> of = clusters == null ? new ConcurrentHashMap<>() : clusters;
          present[0] = of.putIfAbsent(cluster, fresh);
          return of;
        });
    if (present[0] == null) {
      return fresh;
    }
    metricsBytes.giveBack(size(metricName));
    return present[0];
  }

  /** Takes note of what an agent says of a family, where there is room for it. */
  synchronized void learn(FamilyMetadata told) {
    if (told.family().isEmpty() || told.family().length() > MAX_NAME) {
      return;
    }
    FamilyMetadata kept =
        new FamilyMetadata(told.family(), told.type(), cut(told.help()), cut(told.unit()));
    FamilyMetadata before = metadata.get(kept.family());
    if (kept.equals(before)) {
      return;
    }
    if (!metadataBytes.tryTake(size(kept))) {
      return;
    }
    metadata.put(kept.family(), kept);
    if (before != null) {
      metadataBytes.giveBack(size(before));
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
    for (String metricName : metrics.keySet()) {
      metrics.computeIfPresent(
          metricName,
          (name, clusters) -> {
            int before = clusters.size();
            clusters.values().removeIf(kept.negate());
            metricsBytes.giveBack((long) size(name) * (before - clusters.size()));
            return clusters.isEmpty() ? null : clusters;
          });
    }
  }

  private static int size(String metricName) {
    return OVERHEAD_BYTES + 2 * metricName.length();
  }

  private static int size(FamilyMetadata family) {
    return OVERHEAD_BYTES
        + 2 * (family.family().length() + family.help().length() + family.unit().length());
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
