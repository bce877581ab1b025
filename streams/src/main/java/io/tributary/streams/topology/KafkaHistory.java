package io.tributary.streams.topology;

import io.tributary.schemas.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads back from Kafka, each reading on a thread and with a consumer of its own. */
final class KafkaHistory implements History {
  /**
   * A record is written at most this much before the time of a sample in it: the gateway refuses
   * samples that are further ahead of its clock.
   */
  private static final long AHEAD_MS = 15 * 60_000;

  private static final int MAX_POLL_RECORDS = 50;

  private final Map<String, Object> client;

  /**
   * Reads with consumers of their own.
   *
   * @param client properties of Kafka clients
   */
  KafkaHistory(Map<String, Object> client) {
    Map<String, Object> properties = new HashMap<>();
    client.forEach(
        (name, value) -> {
          // Not what is meant for the engine's own consumers and producers.
          if (!name.startsWith("main.consumer.") && !name.startsWith("producer.")) {
            properties.put(name, value);
          }
        });
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    this.client = Map.copyOf(properties);
  }

  @Override
  public Reading open(Wanted wanted) {
    return KafkaReading.start(wanted, this::consumer);
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The partitions of a topic. */
  static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, Topic topic) {
    return consumer.partitionsFor(topic.topicName()).stream()
        .map(info -> new TopicPartition(topic.topicName(), info.partition()))
        .toList();
  }

  /** Where the first record lies that may hold samples later than {@code fromMs}. */
  static Map<TopicPartition, Long> begins(
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
