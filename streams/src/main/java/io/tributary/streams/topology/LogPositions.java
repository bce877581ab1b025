package io.tributary.streams.topology;

import io.tributary.schemas.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where in the log what is. */
public final class LogPositions {
  /**
   * A record is written at most this much before the time of a sample in it: the gateway refuses
   * samples that are further ahead of its clock.
   */
  private static final long AHEAD_MS = 15 * 60_000;

  private LogPositions() {}

  /** The partitions of a topic. */
  public static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, Topic topic) {
    return consumer.partitionsFor(topic.topicName()).stream()
        .map(info -> new TopicPartition(topic.topicName(), info.partition()))
        .toList();
  }

  /** Where the first record lies that may hold samples later than {@code fromMs}. */
  public static Map<TopicPartition, Long> begins(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long fromMs) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, Math.max(0, fromMs - AHEAD_MS)));
    Map<TopicPartition, Long> begins = new HashMap<>(consumer.endOffsets(partitions));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (TopicPartition partition, OffsetAndTimestamp found) -> {
              if (found != null) {
                begins.put(partition, found.offset());
              }
            });
    return begins;
  }
}
