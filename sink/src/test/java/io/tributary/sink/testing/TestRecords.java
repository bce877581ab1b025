package io.tributary.sink.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.topic.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the sample topics. */
public final class TestRecords {
  private final RequestWriter writer = new RequestWriter();

  /** One sample of one series. */
  public TestRecords sample(Labels labels, long timestampMs, double value) {
    writer.startSeries(Fingerprint.of(labels), labels);
    writer.sample(timestampMs, value, 0);
    writer.endSeries();
    return this;
  }

  /** The series {@code m{i="0"}}, {@code m{i="1"}}, ... each with one sample. */
  public TestRecords numbered(int from, int to, long timestampMs) {
    for (int i = from; i < to; i++) {
      sample(series(i), timestampMs, i);
    }
    return this;
  }

  public static Labels series(int i) {
    return Labels.of(Labels.NAME, "m", "i", Integer.toString(i));
  }

  /** The record's value. */
  public byte[] value() {
    byte[] value = writer.toByteArray();
    writer.reset();
    return value;
  }

  public ConsumerRecord<byte[], byte[]> record(String cluster, long offset) {
    return new ConsumerRecord<>(
        Topic.SAMPLES.topicName(), 0, offset, cluster.getBytes(UTF_8), value());
  }
}
