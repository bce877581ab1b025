package io.tributary.streams.topology;

import io.tributary.streams.eval.Feeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each partition sends the merger, and from which instants on. While rules change, partitions
 * go over to the new ones one after another; by this the merger knows for which instants it has
 * what a rule needs of all of them. Kept in the merger's store. Of one thread.
 */
final class FeedBook implements Feeds {
  private final TaskStore store;

  /** For each partition what it sends for instants after a watermark: since which offset. */
  private final List<TreeMap<Long, Map<Long, Long>>> byPartition = new ArrayList<>();

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

  /** A partition sends just these feeds for all instants after {@code afterMs}. */
  void announce(int partition, long afterMs, Map<Long, Long> sinceByFeed) {
    TreeMap<Long, Map<Long, Long>> entries = byPartition.get(partition);
    Map<Long, Long> merged = new HashMap<>(sinceByFeed);
    Map.Entry<Long, Map<Long, Long>> last = entries.lastEntry();
    if (last != null) {
      // A partition that was restarted does not know that it sent them before.
      last.getValue().forEach((feed, since) -> merged.computeIfPresent(feed, (f, now) -> since));
    }
    entries.put(afterMs, merged);
    store.putFeeds(partition, afterMs, FeedsHeader.encode(merged));
  }

  @Override
  public boolean has(long feed, long nowMs) {
    for (TreeMap<Long, Map<Long, Long>> entries : byPartition) {
      Map.Entry<Long, Map<Long, Long>> entry = entries.lowerEntry(nowMs);
      if (entry == null || !entry.getValue().containsKey(feed)) {
        return false;
      }
    }
    return true;
  }

  /**
   * For each partition the offset from which on it sends all of these feeds; null while some
   * partition does not send all of them.
   */
  @Nullable Map<Integer, Long> since(Collection<Long> feeds) {
    Map<Integer, Long> offsets = new HashMap<>();
    for (int partition = 0; partition < byPartition.size(); partition++) {
      Map.Entry<Long, Map<Long, Long>> last = byPartition.get(partition).lastEntry();
      long since = 0;
      for (long feed : feeds) {
        Long offset = last == null ? null : last.getValue().get(feed);
        if (offset == null) {
          return null;
        }
        since = Math.max(since, offset);
      }
      offsets.put(partition, since);
    }
    return offsets;
  }

  /** All instants until {@code mergedMs} are evaluated. */
  void forgetUntil(long mergedMs) {
    for (int partition = 0; partition < byPartition.size(); partition++) {
      TreeMap<Long, Map<Long, Long>> entries = byPartition.get(partition);
      Long inForce = entries.floorKey(mergedMs);
      while (inForce != null && !entries.isEmpty() && entries.firstKey() < inForce) {
        store.deleteFeeds(partition, entries.firstKey());
        entries.pollFirstEntry();
      }
    }
  }
}
