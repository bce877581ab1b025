package io.tributary.sink.consume;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes consumers that see committed records only and commit nothing by themselves. */
public final class ConsumerSettings {
  private static final int FETCH_MAX_BYTES = 8 << 20;
  private static final int MAX_POLL_RECORDS = 100;

  /**
   * For so long the broker keeps a fetch for which there is nothing. What comes ends the wait, so a
   * short one would only ask more often; a consumer that stops waits for it, too.
   */
  private static final int FETCH_WAIT_MS = 1_500;

  /**
   * For so long the partitions of a consumer that was killed wait, where Kafka's default is 45 s.
   */
  private static final int SESSION_TIMEOUT_MS = 15_000;

  private ConsumerSettings() {}

  /** A consumer of no group, to be assigned its partitions. */
  public static Consumer<byte[], byte[]> ungrouped(Map<String, Object> kafka, String clientId) {
    Map<String, Object> settings = common(kafka, clientId);
    // Not with a group, whose partitions are paused and resumed: what is resumed would wait.
    settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    return new KafkaConsumer<>(settings);
  }

  /** A consumer of a group that shares the partitions; starts with the oldest records. */
  public static Consumer<byte[], byte[]> grouped(
      Map<String, Object> kafka, String clientId, String group) {
    Map<String, Object> settings = common(kafka, clientId);
    settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    return new KafkaConsumer<>(settings);
  }

  private static Map<String, Object> common(Map<String, Object> kafka, String clientId) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MAX_BYTES);
    return settings;
  }
}
