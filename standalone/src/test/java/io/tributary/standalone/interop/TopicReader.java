package io.tributary.standalone.interop;

import io.tributary.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed of a topic, from the beginning and on. A broker that is down meanwhile is
 * waited for. Of one thread.
 */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records = new TreeMap<>();

  TopicReader(String bootstrap, Topic topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    Eventually.holds(
        topic.topicName() + " exists",
        LIMIT,
        () -> {
          partitions.clear();
          consumer
              .partitionsFor(topic.topicName())
              .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
          return !partitions.isEmpty();
        });
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    partitions.forEach(partition -> records.put(partition.partition(), new ArrayList<>()));
  }

  /** What has come so far, by partition, in its order. */
  Map<Integer, List<ConsumerRecord<byte[], byte[]>>> poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      records.computeIfAbsent(record.partition(), p -> new ArrayList<>()).add(record);
    }
    return records;
  }

  /** Everything until the present end. */
  Map<Integer, List<ConsumerRecord<byte[], byte[]>>> readToEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    Eventually.holds(
        "the topic is read to its end",
        LIMIT,
        () -> {
          poll();
          return ends.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        });
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
