package io.tributary.streams.eval;

/**
 * What is to be corrected of a group.
 *
 * @param version of the group's text that its results are of
 * @param sinceMs the first instant evaluated with that text
 * @param fromMs the first instant to correct; later than {@code toMs} where there is none
 * @param toMs the last one
 */
public record PendingCorrections(String version, long sinceMs, long fromMs, long toMs) {
  /** Nothing yet. */
  static PendingCorrections none(String version, long sinceMs) {
    return new PendingCorrections(version, sinceMs, Long.MAX_VALUE, Long.MIN_VALUE);
  }

  boolean isEmpty() {
    return fromMs > toMs;
  }

  PendingCorrections with(long moreFromMs, long moreToMs) {
    return new PendingCorrections(
        version, sinceMs, Math.min(fromMs, moreFromMs), Math.max(toMs, moreToMs));
  }
}
