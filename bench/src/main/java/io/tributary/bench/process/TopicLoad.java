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
import org.apache.kafka.common.utils.Utils;

/**
 * Writes scrapes to the samples topic as the gateway would: up to 2000 series of one cluster a
 * record, and a tick into each partition after each scrape.
 */
final class TopicLoad {
  private static final int SERIES_PER_RECORD = 2000;

  private final List<Labels> series;
  private final List<Fingerprint> fingerprints = new ArrayList<>();
  private final SampleValues values;
  private int partitions;
  private final RequestWriter writer = new RequestWriter();

  TopicLoad(List<Labels> series) {
    this.series = series;
    this.values = new SampleValues(series);
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
      tick(producer, firstMs - 1);
      for (int scrape = 0; scrape < scrapes; scrape++) {
        long timestampMs = firstMs + stepMs * scrape;
        int from = 0;
        while (from < series.size()) {
          int to = end(from);
          producer.send(record(from, to, timestampMs));
          from = to;
        }
        tick(producer, timestampMs);
      }
    }
  }

  private void tick(KafkaProducer<byte[], byte[]> producer, long watermarkMs) {
    for (int partition = 0; partition < partitions; partition++) {
      producer.send(
          new ProducerRecord<>(
              Topic.SAMPLES.topicName(), partition, watermarkMs, null, new byte[0]));
    }
  }

  /** Where the record that begins with this series ends. */
  private int end(int from) {
    int to = from + 1;
    while (to < series.size()
        && to < from + SERIES_PER_RECORD
        && cluster(to).equals(cluster(from))) {
      to++;
    }
    return to;
  }

  private String cluster(int i) {
    return series.get(i).getOrEmpty("cluster");
  }

  private ProducerRecord<byte[], byte[]> record(int from, int to, long timestampMs) {
    writer.reset();
    for (int i = from; i < to; i++) {
      writer.startSeries(fingerprints.get(i), series.get(i));
      writer.sample(timestampMs, values.advance(i), 0);
      writer.endSeries();
    }
    byte[] key = cluster(from).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(
        Topic.SAMPLES.topicName(),
        Utils.toPositive(Utils.murmur2(key)) % partitions,
        timestampMs,
        key,
        writer.toByteArray());
  }
}
