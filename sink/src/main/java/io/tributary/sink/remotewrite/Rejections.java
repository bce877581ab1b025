package io.tributary.sink.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.topic.RejectedTopic;
import io.tributary.schemas.topic.Topic;
import io.tributary.sink.consume.PendingRecord;
import io.tributary.sink.http.HttpPeer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a destination refused to the rejected topic.
 *
 * <p>Threading: any.
 */
final class Rejections {
  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(5);

  private final String destination;
  private final Producer<byte[], byte[]> producer;
  private final DestinationMetrics metrics;
  private final Pause pause;

  /** Records that cannot be read and are being written. Guarded by this. */
  private int underWay;

  Rejections(
      String destination,
      Producer<byte[], byte[]> producer,
      DestinationMetrics metrics,
      Pause pause) {
    this.destination = destination;
    this.producer = producer;
    this.metrics = metrics;
    this.pause = pause;
  }

  /** Returns once Kafka has it: what was refused is not lost by being passed over. */
  void publish(Batch refused, Answer answer) throws InterruptedException {
    for (Batch ofCluster : byCluster(refused)) {
      publishOne(ofCluster, answer);
    }
  }

  private void publishOne(Batch refused, Answer answer) throws InterruptedException {
    Part first = refused.parts().getFirst();
    byte[] value = new EncoderV2().encodeRaw(refused, new BatchEncoder.Counts());
    ProducerRecord<byte[], byte[]> record =
        record(first.record().record(), value, answer.toString());
    record.headers().add(RejectedTopic.STATUS, bytes(Integer.toString(answer.status())));
    while (true) {
      try {
        producer.send(record).get();
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RecordTooLargeException && refused.series() > 1) {
          publish(refused.split().getFirst(), answer);
          publish(refused.split().getLast(), answer);
          return;
        }
        if (e.getCause() instanceof RecordTooLargeException) {
          unpublished(record, e);
          return;
        }
        LOG.error(
            "cannot write to {}, tries again in {}: {}",
            Topic.REJECTED.topicName(),
            PAUSE_AFTER_ERROR,
            e.toString());
        pause.of(PAUSE_AFTER_ERROR);
      }
    }
  }

  /** A record that cannot be read; it is still in its own topic, so nobody waits for Kafka. */
  void undecodable(PendingRecord pending, String reason) {
    ConsumerRecord<byte[], byte[]> origin = pending.record();
    ProducerRecord<byte[], byte[]> record = record(origin, origin.value(), reason);
    pending.hold();
    producer.send(
        record,
        (metadata, e) -> {
          if (e != null) {
            unpublished(record, e);
          }
          pending.done();
          count(-1);
        });
    count(1);
  }

  private synchronized void count(int change) {
    underWay += change;
    notifyAll();
  }

  /** Waits until all {@link #undecodable} records are written, or this long. */
  synchronized void drain(Duration limit) throws InterruptedException {
    long deadlineNs = System.nanoTime() + limit.toNanos();
    long leftNs = limit.toNanos();
    while (underWay > 0 && leftNs > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNs);
      leftNs = deadlineNs - System.nanoTime();
    }
  }

  private void unpublished(ProducerRecord<byte[], byte[]> record, Exception e) {
    metrics.rejectedUnpublished();
    LOG.error(
        "could not write {} refused bytes to {}; they are lost to it: {}",
        record.value().length,
        Topic.REJECTED.topicName(),
        e.toString());
  }

  private ProducerRecord<byte[], byte[]> record(
      ConsumerRecord<byte[], byte[]> origin, byte[] value, String reason) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.REJECTED.topicName(), origin.key(), value);
    String place = origin.topic() + "-" + origin.partition() + "@" + origin.offset();
    record
        .headers()
        .add(RejectedTopic.STAGE, bytes("sink"))
        .add(RejectedTopic.DESTINATION, bytes(destination))
        .add(RejectedTopic.REASON, bytes(reason))
        .add(RejectedTopic.ORIGIN, bytes(place));
    return record;
  }

  private static List<Batch> byCluster(Batch batch) {
    Map<String, List<Part>> parts = new LinkedHashMap<>();
    for (Part part : batch.parts()) {
      parts.computeIfAbsent(part.cluster(), c -> new ArrayList<>()).add(part);
    }
    return parts.values().stream().map(some -> new Batch(batch.tenant(), some)).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
