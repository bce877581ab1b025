package io.tributary.hub.feed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far each partition has been read: to which offset, to which time, and up to where it may be
 * committed. Of the feed's thread.
 */
final class LogProgress {
  private static final class Partition {
    final String name;
    final DurableOffsets durable;
    long next;

    /** The greatest timestamp of a record: when it was written, more or less. */
    long reachedMs = Long.MIN_VALUE;

    Partition(TopicPartition partition, long next) {
      this.name = partition.toString();
      this.next = next;
      this.durable = new DurableOffsets(next);
    }
  }

  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  /** Goes on from an offset, or from where it had come where that is later; returns which. */
  long start(TopicPartition partition, long offset) {
    Partition of = partitions.computeIfAbsent(partition, p -> new Partition(p, offset));
    of.next = Math.max(of.next, offset);
    return of.next;
  }

  /** The name of the record's partition, as marks of the log have it. */
  String name(TopicPartition partition) {
    Partition of = partitions.get(partition);
    return of == null ? partition.toString() : of.name;
  }

  /**
   * A record has been appended.
   *
   * @param latestMs the time of its latest sample; {@link Long#MIN_VALUE} where it has none
   */
  void appended(TopicPartition partition, ConsumerRecord<?, ?> record, long latestMs) {
    Partition of = partitions.get(partition);
    if (of != null) {
      of.durable.appended(record.offset(), latestMs);
      of.next = record.offset() + 1;
      of.reachedMs = Math.max(of.reachedMs, record.timestamp());
    }
  }

  /** The next offset of each partition. */
  Map<String, Long> positions() {
    Map<String, Long> positions = new HashMap<>();
    partitions.values().forEach(of -> positions.put(of.name, of.next));
    return positions;
  }

  /** What may be committed once all samples before {@code durableMs} are in blocks. */
  Map<TopicPartition, OffsetAndMetadata> committable(long durableMs) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    partitions.forEach(
        (partition, of) ->
            offsets.put(partition, new OffsetAndMetadata(of.durable.committable(durableMs))));
    return offsets;
  }

  /**
   * Up to which time every partition has been read; {@link Long#MAX_VALUE} where none has more to
   * read. Those that are read to their end hold nobody up, however long they have been silent.
   */
  long reachedMs(Consumer<?, ?> consumer) {
    long reached = Long.MAX_VALUE;
    for (Map.Entry<TopicPartition, Partition> one : partitions.entrySet()) {
      if (hasMore(consumer, one)) {
        reached = Math.min(reached, one.getValue().reachedMs);
      }
    }
    return reached;
  }

  private static boolean hasMore(
      Consumer<?, ?> consumer, Map.Entry<TopicPartition, Partition> one) {
    // Not known before its first fetch: then it has.
    return consumer.currentLag(one.getKey()).orElse(1) > 0;
  }

  /** The partitions that were read beyond a time. */
  Set<TopicPartition> beyond(long timestampMs) {
    Set<TopicPartition> ahead = new HashSet<>();
    partitions.forEach(
        (partition, of) -> {
          if (of.reachedMs > timestampMs) {
            ahead.add(partition);
          }
        });
    return ahead;
  }
}
