package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the chunks between the edges of windows, one a length of windows: as time goes
 * on, all evaluations but a few find the same chunks there. Kept or not, the sums are the same. Of
 * one thread.
 */
final class Middles {
  /** More lengths than this in turn take each other's place. */
  private static final int MOST = 12;

  private List<Middle> byLength = List.of();
  private int next;

  /** The chunks of numbers greater than {@code after} and less than {@code before}. */
  static final class Middle {
    private long lengthMs;
    long after;
    long before;
    final RangeSummary summary = new RangeSummary();
  }

  /** That of windows of this length; where it is new, of no chunks. */
  Middle of(long lengthMs) {
    for (int i = 0; i < byLength.size(); i++) {
      if (byLength.get(i).lengthMs == lengthMs) {
        return byLength.get(i);
      }
    }
    return add(lengthMs);
  }

  private Middle add(long lengthMs) {
    Middle middle;
    if (byLength.size() < MOST) {
      byLength = byLength.isEmpty() ? new ArrayList<>(2) : byLength;
      middle = new Middle();
      byLength.add(middle);
    } else {
      middle = byLength.get(next);
      next = (next + 1) % MOST;
    }
    middle.lengthMs = lengthMs;
    middle.after = Long.MIN_VALUE;
    return middle;
  }

  /** Forgets all: some chunk has changed. */
  void clear() {
    byLength = List.of();
  }
}
