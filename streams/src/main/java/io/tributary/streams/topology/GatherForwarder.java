package io.tributary.streams.topology;

import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.RecordFilter;
import io.tributary.streams.window.Subscription;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends the merger what gathered groups look at of one partition: samples as they come, and the
 * watermark whenever it passes an instant that such a group is evaluated for. Of one thread.
 */
final class GatherForwarder {
  private final ProcessorContext<byte[], byte[]> context;
  private final byte[] key;
  private final RecordFilter filter;
  private final List<RuleGroup> groups;
  private long watermarkMs = Long.MIN_VALUE;

  GatherForwarder(
      ProcessorContext<byte[], byte[]> context,
      int partition,
      List<RuleGroup> groups,
      Collection<Subscription> subscriptions,
      int remembered) {
    this.context = context;
    this.key = GatherTopic.key(partition);
    this.groups = groups;
    this.filter = new RecordFilter(subscriptions, remembered);
  }

  /** Goes on as after {@code before}, whose rules these replace. */
  GatherForwarder after(GatherForwarder before) {
    watermarkMs = before.watermarkMs;
    return this;
  }

  /** Takes the value of a record, of samples or recorded in this partition. */
  void take(byte[] record, long timestampMs) {
    if (groups.isEmpty()) {
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
   * @return whether the merger was told
   */
  boolean advance(long watermarkMs) {
    boolean due = false;
    for (RuleGroup group : groups) {
      long interval = group.interval().toMillis();
      due |= Math.floorDiv(watermarkMs, interval) > Math.floorDiv(this.watermarkMs, interval);
    }
    this.watermarkMs = watermarkMs;
    if (due) {
      context.forward(new Record<>(key, new byte[0], watermarkMs), RecordSinks.GATHER);
    }
    return due;
  }
}
