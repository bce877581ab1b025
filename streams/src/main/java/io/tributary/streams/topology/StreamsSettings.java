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

  /** A little longer than ticks are apart: longer gains nothing, and delays what is resumed. */
  private static final int FETCH_WAIT_MS = 1_500;

  private static final int POLL_MS = 1_000;

  /** A tick after an outage may stand for very many instants. */
  private static final int MAX_POLL_INTERVAL_MS = 30 * 60_000;

  /**
   * What a commit waits for it sends at once. All else, above all the changelog, nobody waits for:
   * it goes out with the commit, in few requests, rather than in one for each record.
   */
  private static final int LINGER_MS = COMMIT_INTERVAL_MS;

  /** A record's samples in the changelog are tens of kB: several of them are a batch. */
  private static final int BATCH_BYTES = 256 << 10;

  /** Records are up to 900 kB: more of them would be memory for nothing. */
  private static final int MAX_POLL_RECORDS = 100;

  /** The tag by which standby tasks are spread. */
  private static final String ZONE = "zone";

  private StreamsSettings() {}

  static Properties of(RuleEngineConfig config) {
    Properties settings = new Properties();
    settings.putAll(defaults());
    settings.putAll(config.kafka());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
    settings.put(RocksSettings.MEMORY_BYTES, config.storeMemoryBytes());
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replicationFactor());
    settings.put(consumer(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    if (!config.zone().isEmpty()) {
      settings.put(StreamsConfig.clientTagPrefix(ZONE), config.zone());
      settings.put(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, ZONE);
      settings.put(consumer(ConsumerConfig.CLIENT_RACK_CONFIG), config.zone());
    }
    if (!config.advertised().isEmpty()) {
      settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.advertised());
    }
    if (!config.instanceId().isEmpty()) {
      settings.put(consumer(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), config.instanceId());
    }
    return settings;
  }

  /** What whoever runs the engine may set otherwise, among the client properties. */
  private static Map<String, Object> defaults() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    settings.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksSettings.class);
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, MAX_POLL_RECORDS);
    settings.put(producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
    settings.put(producer(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
    settings.put(producer(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    settings.put(producer(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    settings.put(consumer(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_WAIT_MS);
    settings.put(consumer(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), MAX_POLL_INTERVAL_MS);
    settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
    return settings;
  }

  private static String producer(String name) {
    return StreamsConfig.producerPrefix(name);
  }

  private static String consumer(String name) {
    return StreamsConfig.mainConsumerPrefix(name);
  }
}
