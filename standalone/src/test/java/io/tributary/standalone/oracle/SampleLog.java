package io.tributary.standalone.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a world into {@code tributary.samples}, as gateways would have. Of one thread. */
final class SampleLog implements AutoCloseable {
  private static final byte[] TICK = new byte[0];

  private final KafkaProducer<byte[], byte[]> producer;
  private final int partitions;
  private final int shards;

  /**
   * A writer.
   *
   * @param shards over how many neighbouring partitions each cluster is spread
   */
  SampleLog(Map<String, Object> client, int partitions, int shards) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("linger.ms", 20);
    properties.put("batch.size", 1 << 18);
    properties.put("compression.type", "lz4");
    // Topics that were made a moment ago refuse some writes: what is sent again must not overtake.
    properties.put("max.in.flight.requests.per.connection", 1);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.partitions = partitions;
    this.shards = shards;
  }

  void writeAll(World world) {
    history(world);
    for (World.Epoch epoch : world.epochs) {
      epoch.steps().forEach(this::step);
    }
    producer.flush();
  }

  void history(World world) {
    long first = world.epochs.getFirst().fromMs();
    world.history.forEach(batch -> send(batch, first));
  }

  void step(World.Step step) {
    step.batches().forEach(batch -> send(batch, step.watermarkMs()));
    step.repeats().forEach(batch -> send(batch, step.watermarkMs()));
    if (step.ticks()) {
      tick(step.watermarkMs());
    }
  }

  void tick(long watermarkMs) {
    for (int partition = 0; partition < partitions; partition++) {
      producer.send(
          new ProducerRecord<>(Topic.SAMPLES.topicName(), partition, watermarkMs, null, TICK));
    }
  }

  void flush() {
    producer.flush();
  }

  private void send(Batch batch, long timestampMs) {
    int first = Fleet.CLUSTERS.indexOf(batch.cluster) * shards;
    for (int shard = 0; shard < shards; shard++) {
      byte[] value = batch.record(shard, shards);
      if (value != null) {
        producer.send(
            new ProducerRecord<>(
                Topic.SAMPLES.topicName(),
                (first + shard) % partitions,
                timestampMs,
                batch.cluster.getBytes(UTF_8),
                value));
      }
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
