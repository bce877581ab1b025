package io.tributary.standalone.cli;

import io.tributary.schemas.topic.Topic;
import io.tributary.standalone.config.ConfigException;
import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.config.TributaryConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of verbs that read the topics, and a consumer by them. */
final class KafkaOptions {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Where Kafka listens. Default: that of --config, else localhost:9092.")
  private @Nullable String kafka;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration to take kafka.* and all else from.")
  private @Nullable Path config;

  /** The configuration, with more flags that are keys under another name. */
  ConfigSource source() {
    return ConfigSource.of(config).set("--kafka", "kafka.bootstrap", kafka);
  }

  static TributaryConfig read(ConfigSource source) {
    try {
      return TributaryConfig.read(source);
    } catch (ConfigException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** A consumer in no group, of what is committed. */
  static KafkaConsumer<byte[], byte[]> consumer(TributaryConfig read) {
    String bootstrap = read.kafka().bootstrap();
    Map<String, Object> properties =
        new HashMap<>(
            read.kafka()
                .at(bootstrap.isEmpty() ? "localhost:" + read.broker().port() : bootstrap)
                .properties());
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", false);
    properties.put("default.api.timeout.ms", 15_000);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** What to say where it does not answer. */
  static UsageException noAnswer(Topic topic) {
    return new UsageException(
        "Kafka does not answer, or has no topic "
            + topic.topicName()
            + ". Is `tributary up` running? Another address is given with --kafka HOST:PORT");
  }
}
