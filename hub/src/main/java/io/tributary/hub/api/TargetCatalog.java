package io.tributary.hub.api;

import io.tributary.schemas.labels.Labels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clusters whose agents write to us. */
@FunctionalInterface
public interface TargetCatalog {
  /** One for each cluster. */
  List<Target> targets();

  /**
   * A cluster.
   *
   * @param labels at least the cluster's
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
