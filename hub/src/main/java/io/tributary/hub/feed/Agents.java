package io.tributary.hub.feed;

import io.tributary.hub.api.TargetCatalog;
import io.tributary.schemas.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * When each agent was last heard of. Agents of one cluster are told apart by the external labels
 * that Prometheus Operator and highly available pairs give them; those that have none are one.
 *
 * <p>Threading: any.
 */
final class Agents implements TargetCatalog {
  private static final Set<String> TELLING =
      Set.of("prometheus", "prometheus_replica", "__replica__");

  private static final Duration SILENT = Duration.ofMinutes(5);

  /** An agent that is gone for so long will not be missed. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /** So that labels which are something else after all, and differ each time, take no memory. */
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final Map<Labels, Long> latestMs = new TreeMap<>();

  Agents(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A record came.
   *
   * @param ofSeries labels of a series in it; all of a record are of one agent
   * @param sampleMs its latest sample's time
   */
  synchronized void heard(String cluster, Labels ofSeries, long sampleMs) {
    Labels agent = ofSeries.only(TELLING).toBuilder().set("cluster", cluster).build();
    if (latestMs.size() < MOST || latestMs.containsKey(agent)) {
      latestMs.merge(agent, sampleMs, Math::max);
    }
  }

  @Override
  public synchronized List<Target> targets() {
    Instant now = clock.instant();
    latestMs.values().removeIf(last -> last < now.minus(FORGOTTEN).toEpochMilli());
    List<Target> targets = new ArrayList<>();
    latestMs.forEach(
        (agent, sampleMs) -> targets.add(target(agent, Instant.ofEpochMilli(sampleMs), now)));
    return targets;
  }

  private static Target target(Labels agent, Instant last, Instant now) {
    Duration lag = Duration.between(last, now);
    boolean silent = lag.compareTo(SILENT) > 0;
    return new Target(
        agent,
        last,
        Math.max(0, lag.toMillis() / 1e3),
        !silent,
        silent ? "nothing has come for " + lag.toSeconds() + " s" : "");
  }
}
