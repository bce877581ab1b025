package io.tributary.hub.api;

import io.tributary.schemas.labels.Labels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agents that write to us. */
@FunctionalInterface
public interface TargetCatalog {
  /** One for each agent, or for each cluster where its agents cannot be told apart. */
  List<Target> targets();

  /**
   * An agent.
   *
   * @param labels at least its cluster
   * @param lastSample the latest sample's time, or null where none has come
   * @param lagSeconds how far that is behind the clock
   * @param healthy whether data is coming
   * @param lastError why not, or empty
   */
  record Target(
      Labels labels,
      @Nullable Instant lastSample,
      double lagSeconds,
      boolean healthy,
      String lastError) {}
}
