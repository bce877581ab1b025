package io.tributary.gateway.ingest;

import io.tributary.gateway.GatewayConfig;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The clusters that have sent so far: a bounded number, each of which has metrics. Thread-safe. */
final class Clusters {
  private final GatewayConfig config;
  private final InstantSource clock;
  private final Map<String, Cluster> byName = new ConcurrentHashMap<>();

  Clusters(GatewayConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The cluster of this name, or null where it would be one too many. */
  @Nullable Cluster of(String name) {
    Cluster known = byName.get(name);
    if (known != null) {
      return known;
    }
    synchronized (byName) {
      if (byName.size() >= config.limits().clusters() && !byName.containsKey(name)) {
        return null;
      }
      return byName.computeIfAbsent(name, this::create);
    }
  }

  private Cluster create(String name) {
    Double rate = config.samplesPerSecond().get(name);
    return new Cluster(
        name,
        name.getBytes(StandardCharsets.UTF_8),
        config.shards().getOrDefault(name, 1),
        rate == null ? null : new Quota(rate, clock.millis()),
        config.lateness().of(name).toMillis());
  }

  Collection<Cluster> all() {
    return byName.values();
  }
}
