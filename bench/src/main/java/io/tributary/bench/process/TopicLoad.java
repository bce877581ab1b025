package io.tributary.bench.process;

import io.tributary.bench.load.SampleValues;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes scrapes to the samples topic as the gateway would, 2000 series a record. */
final class TopicLoad {
  private static final int SERIES_PER_RECORD = 2000;

  private final List<Labels> series;
  private final List<Fingerprint> fingerprints = new ArrayList<>();
  private final SampleValues values;
  private int partitions;
  private final RequestWriter writer = new RequestWriter();

  TopicLoad(List<Labels> series) {
    this.series = series;
    this.values = new SampleValues(series.size());
    series.forEach(labels -> fingerprints.add(Fingerprint.of(labels)));
  }

  /** Writes so many scrapes, the first of that time. */
  void write(String kafka, long firstMs, long stepMs, int scrapes) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka,
                "compression.type",
                "zstd",
                "batch.size",
                512 << 10,
                "linger.ms",
                20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      partitions = producer.partitionsFor(Topic.SAMPLES.topicName()).size();
      for (int scrape = 0; scrape < scrapes; scrape++) {
        long timestampMs = firstMs + stepMs * scrape;
        for (int from = 0; from < series.size(); from += SERIES_PER_RECORD) {
          producer.send(record(from, timestampMs));
        }
      }
    }
  }

  private ProducerRecord<byte[], byte[]> record(int from, long timestampMs) {
    writer.reset();
    for (int i = from; i < Math.min(series.size(), from + SERIES_PER_RECORD); i++) {
      writer.startSeries(fingerprints.get(i), series.get(i));
      writer.sample(timestampMs, values.advance(i), 0);
      writer.endSeries();
    }
    String cluster = series.get(from).getOrEmpty("cluster");
    return new ProducerRecord<>(
        Topic.SAMPLES.topicName(),
        Math.floorMod(cluster.hashCode(), partitions),
        timestampMs,
        cluster.getBytes(StandardCharsets.UTF_8),
        writer.toByteArray());
  }
}
