package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads back from Kafka, each reading on a thread and with a consumer of its own. */
final class KafkaHistory implements History {
  private static final Logger log = LoggerFactory.getLogger(KafkaHistory.class);

  private static final int MAX_POLL_RECORDS = 50;
  private static final Duration POLL = Duration.ofMillis(500);

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

  @Override
  public Map<String, AlertRecord> alerts(String task) {
    Map<String, AlertRecord> alerts = new TreeMap<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = LogPositions.partitions(consumer, Topic.ALERTS);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record, task, alerts);
        }
      }
    }
    return alerts;
  }

  private static void take(
      ConsumerRecord<byte[], byte[]> record, String task, Map<String, AlertRecord> into) {
    Header of = record.headers().lastHeader(AlertTopic.TASK);
    if (record.key() == null || of == null || !task.equals(new String(of.value(), UTF_8))) {
      return;
    }
    String key = new String(record.key(), UTF_8);
    byte[] value = record.value();
    if (value == null) {
      into.remove(key);
      return;
    }
    try {
      into.put(key, AlertRecord.parseFrom(value));
    } catch (InvalidProtocolBufferException e) {
      log.warn("passed over the alert {}, whose record can't be read", key, e);
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
