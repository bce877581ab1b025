package io.tributary.gateway.ingest;

import io.tributary.schemas.remotewrite.FamilyMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one metric name in one cluster, and when that was last written to the log.
 * Remote Write 1.0 sends it apart from the samples; in the log it stands with a series, and only
 * now and then.
 *
 * <p>Threading: races at worst write it twice.
 */
final class FamilyState {
  /** How often the log repeats it, so that who reads only the log's end learns it too. */
  static final long REPEAT_MS = 10 * 60_000;

  /** The last sweep that found it in a series; only sweeps touch it. */
  int mark;

  private volatile @Nullable FamilyMetadata metadata;
  private volatile long nextMs;

  FamilyState(@Nullable FamilyMetadata metadata) {
    this.metadata = metadata;
  }

  void update(FamilyMetadata changed) {
    metadata = changed;
    nextMs = 0;
  }

  /** What to write with a sample now; null most of the time. */
  @Nullable FamilyMetadata due(long nowMs) {
    FamilyMetadata known = metadata;
    if (known == null || nowMs < nextMs) {
      return null;
    }
    nextMs = nowMs + REPEAT_MS;
    return known;
  }
}
