package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaFixtureTest {
  @Test
  void records_outliveARestartAtTheSameAddress(@TempDir Path directory) throws Exception {
    try (KafkaFixture kafka = KafkaFixture.start(directory.resolve("kafka"))) {
      kafka.createTopics(2);
      String address = kafka.bootstrapServers();
      try (var producer =
          new KafkaProducer<>(
              kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
        producer.send(record(0, "a")).get();
        kafka.stop();
        kafka.restart();
        producer.send(record(1, "b")).get();
      }

      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(kafka.records("tributary.samples"))
          .extracting(KafkaFixtureTest::text)
          .containsExactlyInAnyOrder("0:a", "1:b");
    }
  }

  private static ProducerRecord<byte[], byte[]> record(int partition, String value) {
    return new ProducerRecord<>(
        "tributary.samples", partition, null, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return record.partition() + ":" + new String(record.value(), StandardCharsets.UTF_8);
  }
}
