package io.tributary.hub.feed;

import io.tributary.hub.api.TargetCatalog;
import io.tributary.schemas.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When each cluster was last heard of.
 *
 * <p>Threading: any.
 */
final class Clusters implements TargetCatalog {
  private static final Duration SILENT = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Map<String, Long> latestMs = new TreeMap<>();

  Clusters(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void heard(String cluster, long sampleMs) {
    latestMs.merge(cluster, sampleMs, Math::max);
  }

  @Override
  public synchronized List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    latestMs.forEach((cluster, sampleMs) -> targets.add(target(cluster, sampleMs)));
    return targets;
  }

  private Target target(String cluster, long sampleMs) {
    @Nullable Instant last = Instant.ofEpochMilli(sampleMs);
    Duration lag = Duration.between(last, clock.instant());
    boolean silent = lag.compareTo(SILENT) > 0;
    return new Target(
        Labels.of("cluster", cluster),
        last,
        Math.max(0, lag.toMillis() / 1e3),
        !silent,
        silent ? "nothing has come for " + lag.toSeconds() + " s" : "");
  }
}
