package io.tributary.streams.eval;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.window.Series;
import org.jspecify.annotations.Nullable;

/** A series that a rule yields, with all that is worked out about it once. Of one thread. */
public final class OutputSeries {
  private final Labels labels;
  private final Fingerprint fingerprint;
  private final String cluster;

  /** When it was last yielded. */
  long yieldedAtMs = Long.MIN_VALUE;

  /** Whether it was yielded by the last evaluation that succeeded: else a marker was written. */
  boolean present;

  /** Its window, where another rule looks at it. */
  @Nullable Series window;

  public OutputSeries(Labels labels, String clusterLabel) {
    this.labels = labels;
    this.fingerprint = Fingerprint.of(labels);
    this.cluster = labels.getOrEmpty(clusterLabel);
  }

  public Labels labels() {
    return labels;
  }

  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** The cluster that it is of; empty where it is of none or of many. */
  public String cluster() {
    return cluster;
  }
}
