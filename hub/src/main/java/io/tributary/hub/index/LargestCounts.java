package io.tributary.hub.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The largest of many counts; the others are not kept, for there may be one for each label that a
 * store has. Of one thread.
 */
public final class LargestCounts {
  /** A name, and how many there are of it. */
  public record Count(String name, long count) {}

  private static final Comparator<Count> LARGEST_FIRST =
      Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name);

  private final int limit;
  private final PriorityQueue<Count> kept = new PriorityQueue<>(LARGEST_FIRST.reversed());

  /** At most so many. */
  public LargestCounts(int limit) {
    this.limit = limit;
  }

  /** Counts a name. */
  public void add(String name, long count) {
    kept.add(new Count(name, count));
    if (kept.size() > limit) {
      kept.remove();
    }
  }

  /** Whether so many may be among the largest: whoever asks need not make up a name in vain. */
  public boolean takes(long count) {
    Count least = kept.peek();
    return kept.size() < limit || (least != null && count >= least.count);
  }

  /** The largest first; those that are as many in order of their names. */
  public List<Count> descending() {
    List<Count> sorted = new ArrayList<>(kept);
    sorted.sort(LARGEST_FIRST);
    return List.copyOf(sorted);
  }
}
