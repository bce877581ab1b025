package io.tributary.streams.topology;

import io.tributary.streams.RuleEngineConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka Streams is run: exactly once, and at rest cheap. A step that yields something asks for
 * its commit itself, so the commit interval is only for offsets and state, and may be long; the
 * fetch waits on the broker rather than asking again.
 */
final class StreamsSettings {
  private static final int COMMIT_INTERVAL_MS = 10_000;
  private static final int TRANSACTION_TIMEOUT_MS = 60_000;
  private static final int FETCH_WAIT_MS = 5_000;
  private static final int POLL_MS = 1_000;

  /** A tick after an outage may stand for very many instants. */
  private static final int MAX_POLL_INTERVAL_MS = 30 * 60_000;

  /** Records are up to 900 kB: more of them would be memory for nothing. */
  private static final int MAX_POLL_RECORDS = 100;

  private StreamsSettings() {}

  static Properties of(RuleEngineConfig config) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    settings.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replicationFactor());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksSettings.class);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_TIMEOUT_MS);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    consumer(settings, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    consumer(settings, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MS);
    consumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    consumer(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, MAX_POLL_RECORDS);
    if (!config.instanceId().isEmpty()) {
      consumer(settings, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instanceId());
    }
    Properties properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static void consumer(Map<String, Object> settings, String name, Object value) {
    settings.put(StreamsConfig.mainConsumerPrefix(name), value);
  }
}
