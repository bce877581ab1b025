package io.tributary.standalone.config;

import io.tributary.schemas.topic.Topic;
import io.tributary.standalone.broker.BrokerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How the parts reach Kafka.
 *
 * @param bootstrap addresses of an external Kafka; empty with the embedded one
 * @param client further properties of every Kafka client, such as those of TLS and SASL
 * @param partitions of each topic that does not exist yet
 * @param replicas of each topic that does not exist yet
 */
public record KafkaConfig(
    String bootstrap, Map<String, String> client, int partitions, short replicas) {
  /** What a Kafka broker may be asked for without the controller refusing it out of hand. */
  static final int MAX_PARTITIONS = 10_000;

  /** Copies the properties. */
  public KafkaConfig {
    client = Map.copyOf(client);
  }

  /** The same clients with the given address. */
  public KafkaConfig at(String address) {
    return new KafkaConfig(address, client, partitions, replicas);
  }

  /** The properties of a client. */
  public Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("bootstrap.servers", bootstrap);
    return properties;
  }

  static KafkaConfig read(Section kafka) {
    String bootstrap = String.join(",", kafka.texts("bootstrap"));
    int replicas = kafka.count("replicas", bootstrap.isEmpty() ? 1 : 3, 1, 100);
    return new KafkaConfig(
        bootstrap,
        kafka.map("client"),
        kafka.count("partitions", Topic.DEFAULT_PARTITIONS, 1, MAX_PARTITIONS),
        (short) replicas);
  }

  static BrokerConfig broker(Section kafka, Path directory) {
    BrokerConfig defaults = BrokerConfig.defaults(directory);
    HostPort listen = kafka.address("listen", new HostPort(defaults.host(), defaults.port()));
    return new BrokerConfig(
        directory,
        listen.host(),
        listen.port(),
        kafka.text("advertised", defaults.advertisedHost()),
        kafka.choice("flush", defaults.flush()));
  }
}
