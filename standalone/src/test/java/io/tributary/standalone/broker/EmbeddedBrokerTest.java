package io.tributary.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @TempDir Path directory;

  @Test
  void broker_keepsRecordsAcrossAStop() throws Exception {
    BrokerConfig config = BrokerConfig.defaults(directory.resolve("kafka")).withPort(0);
    try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
      createTopic(broker);
      produce(broker, "one");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
      produce(broker, "two");
      assertThat(read(broker, 2)).containsExactly("one", "two");
    }
  }

  @Test
  void start_namesTheAddressThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerConfig config = BrokerConfig.defaults(directory).withPort(taken.getLocalPort());
      assertThatThrownBy(() -> EmbeddedBroker.start(config))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("--kafka-listen");
    }
  }

  @Test
  void start_namesADirectoryThatCannotBe() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    BrokerConfig config = BrokerConfig.defaults(file.resolve("kafka")).withPort(0);
    assertThatThrownBy(() -> EmbeddedBroker.start(config))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining(file.resolve("kafka").toString());
  }

  @Test
  void advertisedHost_isTheListenersUnlessThatStandsForAll() {
    BrokerConfig loopback = BrokerConfig.defaults(directory);
    assertThat(loopback.effectiveAdvertisedHost()).isEqualTo("127.0.0.1");
    BrokerConfig named =
        new BrokerConfig(directory, "0.0.0.0", 9092, "hub.example", BrokerConfig.Flush.ALWAYS);
    assertThat(named.effectiveAdvertisedHost()).isEqualTo("hub.example");
    assertThat(BrokerProperties.of(named))
        .containsEntry("log.flush.interval.messages", "1")
        .containsEntry("advertised.listeners", "PLAINTEXT://hub.example:9092");
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
    }
  }

  private static void produce(EmbeddedBroker broker, String value) throws Exception {
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>("t", 0, null, value.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  private static List<String> read(EmbeddedBroker broker, int count) {
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long deadlineNs = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.size() < count && System.nanoTime() < deadlineNs) {
        for (var consumed : consumer.poll(Duration.ofMillis(200))) {
          values.add(new String(consumed.value(), StandardCharsets.UTF_8));
        }
      }
    }
    return values;
  }
}
