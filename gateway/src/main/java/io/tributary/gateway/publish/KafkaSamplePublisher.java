package io.tributary.gateway.publish;

import io.tributary.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes through one idempotent producer. Thread-safe. */
public final class KafkaSamplePublisher implements SamplePublisher {
  /** Less than the 30 s after which an agent gives a request up. */
  private static final int DELIVERY_TIMEOUT_MS = 20_000;

  private static final int REQUEST_TIMEOUT_MS = 8_000;

  /** How long a call may wait for metadata: only before the first record of a topic. */
  private static final int MAX_BLOCK_MS = 50;

  private static final int BATCH_BYTES = 512 << 10;
  private static final int LINGER_MS = 5;

  private final KafkaProducer<byte[], byte[]> producer;
  private volatile int partitions;

  /**
   * A publisher that has not talked to Kafka yet.
   *
   * @param properties of Kafka clients
   * @param compression of the batches
   * @param bufferBytes what may wait to be sent; more than the gateway lets in flight
   */
  public KafkaSamplePublisher(
      Map<String, Object> properties, String compression, long bufferBytes) {
    Map<String, Object> p = new HashMap<>();
    p.put("client.id", "tributary-gateway");
    p.put("linger.ms", LINGER_MS);
    p.put("batch.size", BATCH_BYTES);
    p.put("compression.type", compression);
    p.put("compression.zstd.level", 1);
    p.put("request.timeout.ms", REQUEST_TIMEOUT_MS);
    p.put("delivery.timeout.ms", DELIVERY_TIMEOUT_MS);
    p.put("max.request.size", 2 << 20);
    p.put("metadata.max.age.ms", 60_000);
    p.putAll(properties);
    // What the gateway's promises rest on is not for configuration to change.
    p.put("acks", "all");
    p.put("enable.idempotence", true);
    p.put("max.block.ms", MAX_BLOCK_MS);
    p.put("buffer.memory", bufferBytes);
    producer = new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public int partitions() {
    return partitions;
  }

  /**
   * Asks Kafka how many partitions the samples topic has.
   *
   * @throws KafkaException where it does not say so
   */
  public void refresh() {
    partitions = producer.partitionsFor(Topic.SAMPLES.topicName()).size();
  }

  @Override
  public void publish(OutgoingRecord record, Acknowledgement acknowledgement) {
    List<Header> headers = new ArrayList<>(record.headers().size());
    record
        .headers()
        .forEach(
            (name, text) ->
                headers.add(new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8))));
    try {
      producer.send(
          new ProducerRecord<>(
              record.topic().topicName(),
              record.partition() == OutgoingRecord.BY_KEY ? null : record.partition(),
              record.timestampMs(),
              record.key(),
              record.value(),
              headers),
          (metadata, failure) -> acknowledgement.done(failure));
    } catch (KafkaException | IllegalStateException e) {
      // Thrown only before the producer has taken the callback: closed, fenced, not authorised.
      acknowledgement.done(e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
