package io.tributary.testkit;

import io.tributary.schemas.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.testcontainers.DockerClientFactory;

/**
 * A Kafka with one broker for a test: in a container where Docker answers, else inside this
 * process. Both listen on a port of the system's choice.
 *
 * <pre>{@code
 * try (KafkaFixture kafka = KafkaFixture.start(directory)) {
 *   kafka.createTopics(4);
 *   Gateway gateway = Gateway.start(config(kafka.clientProperties()), ...);
 * }
 * }</pre>
 */
public sealed interface KafkaFixture extends AutoCloseable permits EmbeddedKafka, ContainerKafka {
  /** Starts a broker; one inside this process keeps its files in {@code directory}. */
  static KafkaFixture start(Path directory) {
    return DockerClientFactory.instance().isDockerAvailable()
        ? ContainerKafka.start()
        : EmbeddedKafka.start(directory);
  }

  /** What clients give as {@code bootstrap.servers}; stays the same over {@link #restart}. */
  String bootstrapServers();

  /** Stops the broker until {@link #restart}; what was acknowledged stays. */
  void stop();

  /** Starts a stopped broker again, at the same address. */
  void restart();

  @Override
  void close();

  /** The client properties that every part takes. */
  default Map<String, Object> clientProperties() {
    return Map.of("bootstrap.servers", bootstrapServers());
  }

  /** Creates every topic of the catalogue. */
  default void createTopics(int partitions) {
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topics.add(new NewTopic(topic.topicName(), partitions, (short) 1).configs(topic.settings()));
    }
    try (Admin admin = Admin.create(clientProperties())) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics can't be created", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Every record that the topic holds now, committed ones only, partition by partition. */
  default List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> properties = new HashMap<>(clientProperties());
    properties.put("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(partitions).entrySet()) {
        while (consumer.position(end.getKey()) < end.getValue()) {
          consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
      }
    }
    return records;
  }
}
