package io.tributary.gateway.ingest;

/**
 * How much of a request was written.
 *
 * @param samples float samples
 * @param histograms native histograms
 * @param exemplars exemplars
 */
public record WriteStats(long samples, long histograms, long exemplars) {
  /** Nothing. */
  public static final WriteStats NONE = new WriteStats(0, 0, 0);
}
