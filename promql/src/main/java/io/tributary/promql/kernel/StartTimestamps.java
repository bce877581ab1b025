package io.tributary.promql.kernel;

/** What the times at which counters started tell of two samples in a row. 0 = not known. */
final class StartTimestamps {
  private StartTimestamps() {}

  /** Whether the counter was reset between the two. */
  static boolean isReset(long previousStart, long previous, long start, long timestamp) {
    if (start == 0 || start >= timestamp || start < previous) {
      return false;
    }
    if (start > previous) {
      return true;
    }
    // It started with the sample before: a delta, unless that one's start is not known either.
    return previousStart != 0 && previousStart < previous;
  }

  /** Whether the second claims a start that the first contradicts. */
  static boolean overlaps(long previousStart, long previous, long start) {
    return start != 0 && start < previous && start != previousStart;
  }
}
