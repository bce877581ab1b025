package io.tributary.streams.topology;

import io.tributary.streams.eval.Feeds;
import io.tributary.streams.eval.ScopedGroup;
import io.tributary.streams.window.RecordFilter;
import io.tributary.streams.window.Subscription;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final ProcessorContext<byte[], byte[]> context;
  private final byte[] key;
  private final int remembered;
  private Wanted wanted = Wanted.NOTHING;
  private Wanted gone = Wanted.NOTHING;
  private long goneAfterMs = Long.MIN_VALUE;
  private RecordFilter filter;
  private Set<Long> feeds = Set.of();
  private Set<Long> announced = Set.of();
  private long watermarkMs = Long.MIN_VALUE;

  /** Merged groups, and the series that they look at. */
  record Wanted(List<ScopedGroup> groups, List<Subscription> series) {
    private static final Wanted NOTHING = new Wanted(List.of(), List.of());

    Wanted and(Wanted other) {
      return new Wanted(both(groups, other.groups), both(series, other.series));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
      return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }
  }

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

  /** This is wanted from the next record on. */
  void use(Wanted next) {
    gone = gone.and(wanted);
    goneAfterMs = watermarkMs == Long.MIN_VALUE ? watermarkMs : watermarkMs + Feeds.GONE_AFTER_MS;
    wanted = next;
    select();
  }

  private void select() {
    List<Subscription> series = wanted.and(gone).series();
    feeds = series.stream().map(Feeds::of).collect(Collectors.toSet());
    filter = new RecordFilter(series, remembered);
  }

  /** Takes the value of a record, of samples or recorded in this partition. */
  void take(byte[] record, long timestampMs, GatherRecord content) {
    if (feeds.isEmpty()) {
      return;
    }
    byte[] selected = filter.filter(record);
    if (selected != null) {
      context.forward(
          new Record<>(key, selected, timestampMs, content.headers()), RecordSinks.GATHER);
    }
  }

  /**
   * The partition's watermark is now this, and its own groups are evaluated until then.
   *
   * @param offset of the record that says so
   * @param partials the feeds of what the partition works out for the merger
   * @return whether the merger was told
   */
  boolean advance(long watermarkMs, long offset, Set<Long> partials) {
    boolean due = isDue(wanted, watermarkMs) || isDue(gone, watermarkMs);
    this.watermarkMs = watermarkMs;
    if (due) {
      context.forward(
          new Record<>(key, new byte[0], watermarkMs, headers(offset, partials)),
          RecordSinks.GATHER);
    }
    if (!gone.groups().isEmpty() && goneAfterMs < watermarkMs) {
      gone = Wanted.NOTHING;
      select();
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

  private Headers headers(long offset, Set<Long> partials) {
    Headers headers = new RecordHeaders();
    SentOffsets.put(offset, headers);
    Set<Long> all = new HashSet<>(feeds);
    all.addAll(partials);
    if (!all.equals(announced)) {
      headers.add(FeedsHeader.NAME, FeedsHeader.encode(all));
      announced = all;
    }
    return headers;
  }
}
