package io.tributary.sink.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.sink.consume.PendingRecord;
import io.tributary.sink.consume.PendingRecords;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RejectionsTest {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final DestinationMetrics metrics =
      new DestinationMetrics(
          new RemoteWriteMetrics(new PrometheusRegistry()), "hub", InstantSource.system());
  private final Rejections rejections = new Rejections("hub", producer, metrics, time -> {});
  private final PendingRecords records = new PendingRecords();

  @Test
  void drain_waitsForRecordsThatCannotBeRead() throws InterruptedException {
    reject();
    Thread.ofPlatform().start(producer::completeNext);

    rejections.drain(Duration.ofSeconds(30));

    assertThat(records.allDelivered()).isTrue();
  }

  @Test
  void drain_givesUpAtItsLimit() throws InterruptedException {
    reject();

    rejections.drain(Duration.ofMillis(1));

    assertThat(records.allDelivered()).isFalse();
  }

  private void reject() {
    PendingRecord pending =
        records.add(new ConsumerRecord<>("tributary.samples", 0, 0, new byte[1], new byte[1]));
    rejections.undecodable(pending, "no field has this number");
    pending.done();
  }
}
