package io.tributary.streams.topology;

import io.tributary.streams.eval.Feeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What each partition sends the merger, and from which instants on. While rules change, partitions
 * go over to the new ones one after another; by this the merger knows for which instants it has
 * what a rule needs of all of them. Kept in the merger's store. Of one thread.
 */
final class FeedBook implements Feeds {
  private final TaskStore store;

  /** For each partition what it sends for instants after a watermark. */
  private final List<TreeMap<Long, Set<Long>>> byPartition = new ArrayList<>();

  FeedBook(int partitions, TaskStore store) {
    this.store = store;
    for (int i = 0; i < partitions; i++) {
      byPartition.add(new TreeMap<>());
    }
    store.feeds(
        (partition, afterMs, header) -> {
          if (partition < partitions) {
            byPartition.get(partition).put(afterMs, FeedsHeader.decode(header));
          }
        });
  }

  /**
   * A partition sends just these feeds for all instants after {@code afterMs}.
   *
   * @return those that it sent before, and sends no more
   */
  Set<Long> announce(int partition, long afterMs, Set<Long> feeds) {
    TreeMap<Long, Set<Long>> entries = byPartition.get(partition);
    Set<Long> ceased = new TreeSet<>(entries.isEmpty() ? Set.of() : entries.lastEntry().getValue());
    ceased.removeAll(feeds);
    entries.put(afterMs, feeds);
    store.putFeeds(partition, afterMs, FeedsHeader.encode(feeds));
    return ceased;
  }

  @Override
  public boolean has(long feed, long nowMs) {
    for (TreeMap<Long, Set<Long>> entries : byPartition) {
      Map.Entry<Long, Set<Long>> entry = entries.lowerEntry(nowMs);
      if (entry == null || !entry.getValue().contains(feed)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all partitions send all of these feeds by now. */
  boolean areSent(Collection<Long> feeds) {
    for (TreeMap<Long, Set<Long>> entries : byPartition) {
      if (entries.isEmpty() || !entries.lastEntry().getValue().containsAll(feeds)) {
        return false;
      }
    }
    return true;
  }

  /** All instants until {@code mergedMs} are evaluated. */
  void forgetUntil(long mergedMs) {
    for (int partition = 0; partition < byPartition.size(); partition++) {
      TreeMap<Long, Set<Long>> entries = byPartition.get(partition);
      Long inForce = entries.floorKey(mergedMs);
      while (inForce != null && !entries.isEmpty() && entries.firstKey() < inForce) {
        store.deleteFeeds(partition, entries.firstKey());
        entries.pollFirstEntry();
      }
    }
  }
}
