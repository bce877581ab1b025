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
  private static final class Middle {
    private long lengthMs;
    private long after;
    private long before;
    private final RangeSummary summary = new RangeSummary();
  }

  /** What is known of the ended chunks between two, for windows of this length. */
  RangeSummary of(long first, long last, long lengthMs, EndedChunks ended) {
    Middle middle = find(lengthMs);
    if (middle.after != first || middle.before > last) {
      middle.summary.clear();
      middle.after = first;
      middle.before = first + 1;
    }
    if (middle.before < last) {
      int i = ended.firstFrom(middle.before);
      while (i < ended.size() && ended.at(i).number < last) {
        middle.summary.append(ended.at(i).summary);
        middle.before = ended.at(i).number + 1;
        i++;
      }
    }
    return middle.summary;
  }

  private Middle find(long lengthMs) {
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
