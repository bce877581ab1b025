package io.tributary.streams.topology;

import io.tributary.streams.eval.Feeds;
import io.tributary.streams.eval.ScopedGroup;
import io.tributary.streams.window.RecordFilter;
import io.tributary.streams.window.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends the merger what merged groups look at of one partition: samples as they come, and the
 * watermark whenever it passes an instant that such a group is evaluated for. What rules no more
 * look at is sent a little longer, until the merger has gone over to them. Of one thread.
 */
final class GatherForwarder {
  /** In event time; instances read changed rules within seconds of each other. */
  private static final long GONE_AFTER_MS = 60_000;

  private final ProcessorContext<byte[], byte[]> context;
  private final byte[] key;
  private final int remembered;
  private Wanted wanted = new Wanted(List.of(), List.of());
  private Wanted gone = wanted;
  private long goneAfterMs = Long.MIN_VALUE;
  private RecordFilter filter;
  private Map<Long, Long> sinceByFeed = new HashMap<>();
  private Set<Long> announced = Set.of();
  private long watermarkMs = Long.MIN_VALUE;

  /** Merged groups, and the series that they look at. */
  record Wanted(List<ScopedGroup> groups, List<Subscription> series) {}

  /**
   * A forwarder that sends nothing yet.
   *
   * @param remembered how many series are remembered as wanted or not
   */
  GatherForwarder(ProcessorContext<byte[], byte[]> context, int partition, int remembered) {
    this.context = context;
    this.key = GatherTopic.key(partition);
    this.remembered = remembered;
    this.filter = new RecordFilter(List.of(), remembered);
  }

  /** This is wanted from the record at {@code offset} on. */
  void use(Wanted next, long offset) {
    gone = wanted;
    goneAfterMs = watermarkMs == Long.MIN_VALUE ? watermarkMs : watermarkMs + GONE_AFTER_MS;
    wanted = next;
    select(offset);
  }

  private void select(long offset) {
    List<Subscription> series = new ArrayList<>(wanted.series());
    series.addAll(gone.series());
    Map<Long, Long> next = new HashMap<>();
    for (Subscription subscription : series) {
      long feed = Feeds.of(subscription);
      next.put(feed, sinceByFeed.getOrDefault(feed, offset));
    }
    sinceByFeed = next;
    filter = new RecordFilter(series, remembered);
  }

  /** Takes the value of a record, of samples or recorded in this partition. */
  void take(byte[] record, long timestampMs) {
    if (sinceByFeed.isEmpty()) {
      return;
    }
    byte[] selected = filter.filter(record);
    if (selected != null) {
      context.forward(new Record<>(key, selected, timestampMs), RecordSinks.GATHER);
    }
  }

  /**
   * The partition's watermark is now this, and its own groups are evaluated until then.
   *
   * @param partials the feeds of what the partition works out for the merger
   * @return whether the merger was told
   */
  boolean advance(long watermarkMs, Set<Long> partials) {
    boolean due = isDue(wanted, watermarkMs) || isDue(gone, watermarkMs);
    this.watermarkMs = watermarkMs;
    if (due) {
      context.forward(
          new Record<>(key, new byte[0], watermarkMs, headers(partials)), RecordSinks.GATHER);
    }
    if (!gone.groups().isEmpty() && goneAfterMs < watermarkMs) {
      gone = new Wanted(List.of(), List.of());
      select(0);
    }
    return due;
  }

  private boolean isDue(Wanted of, long nextMs) {
    for (ScopedGroup group : of.groups()) {
      long interval = group.group().interval().toMillis();
      if (Math.floorDiv(nextMs, interval) > Math.floorDiv(watermarkMs, interval)) {
        return true;
      }
    }
    return false;
  }

  private Headers headers(Set<Long> partials) {
    Headers headers = new RecordHeaders();
    Set<Long> feeds = new HashSet<>(sinceByFeed.keySet());
    feeds.addAll(partials);
    if (!feeds.equals(announced)) {
      Map<Long, Long> all = new HashMap<>(sinceByFeed);
      partials.forEach(feed -> all.put(feed, 0L));
      headers.add(FeedsHeader.NAME, FeedsHeader.encode(all));
      announced = feeds;
    }
    return headers;
  }
}
