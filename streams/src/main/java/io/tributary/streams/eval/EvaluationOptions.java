package io.tributary.streams.eval;

import io.tributary.promql.exec.EngineOptions;
import io.tributary.schemas.labels.Labels;

/**
 * How rules are evaluated.
 *
 * @param engine of the expressions
 * @param clusterLabel the label that names a series' cluster
 * @param externalLabels what templates know as {@code $externalLabels}
 * @param externalUrl what templates know as {@code $externalURL}
 * @param maxCatchUpMs instants older than this, by the clock, are left out; {@link Long#MAX_VALUE}:
 *     none is
 * @param correctedWithinMs results longer ago than this are not corrected, even if the group says
 *     so
 * @param unselectedSeries how many series that no rule selects are remembered as such
 */
public record EvaluationOptions(
    EngineOptions engine,
    String clusterLabel,
    Labels externalLabels,
    String externalUrl,
    long maxCatchUpMs,
    long correctedWithinMs,
    int unselectedSeries) {
  /** As {@code rules.corrections.within} is by default. */
  public static final long DEFAULT_CORRECTED_WITHIN_MS = 5 * 60_000;

  /** About 32 MiB. */
  public static final int DEFAULT_UNSELECTED_SERIES = 1 << 20;

  /** Checks that the engine asks for nothing that windows do not keep. */
  public EvaluationOptions {
    if (engine.startTimestamps()) {
      throw new IllegalArgumentException("rules can't use start timestamps: windows have none");
    }
  }
}
