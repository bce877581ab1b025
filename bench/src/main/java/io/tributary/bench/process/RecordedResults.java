package io.tributary.bench.process;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What rules recorded, as a reader of committed records sees it. Of one thread. */
final class RecordedResults implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  RecordedResults(String kafka) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Reads this topic from its beginning, once it is there. */
  private void begin(Topic topic) throws InterruptedException {
    while (!consumer.listTopics().containsKey(topic.topicName())) {
      Thread.sleep(POLL);
    }
    List<TopicPartition> all =
        consumer.partitionsFor(topic.topicName()).stream()
            .map(info -> new TopicPartition(topic.topicName(), info.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Returns once all of these clusters have results of that instant. */
  void await(long instantMs, Set<String> clusters, Runnable mustRun) throws InterruptedException {
    begin(Topic.RECORDED);
    Set<String> missing = new HashSet<>(clusters);
    while (!missing.isEmpty()) {
      mustRun.run();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.timestamp() >= instantMs) {
          missing.remove(new String(record.key(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  /** The instants that each name has results of, as numbers of steps from the first. */
  Map<String, BitSet> instants(long firstMs, long stepMs) throws InterruptedException {
    Map<String, BitSet> instants = new TreeMap<>();
    read(
        Topic.RECORDED,
        (labels, timestampMs, value) ->
            instants
                .computeIfAbsent(labels.metricName(), name -> new BitSet())
                .set((int) ((timestampMs - firstMs) / stepMs)));
    return instants;
  }

  /** Takes samples. */
  interface Receiver {
    void sample(Labels labels, long timestampMs, double value);
  }

  /** Hands on all that the topic has by now, in order. */
  void read(Topic topic, Receiver receiver) throws InterruptedException {
    begin(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    Map<Fingerprint, Labels> known = new HashMap<>();
    SampleRecordReader reader = new SampleRecordReader();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        reader.reset(record.value());
        while (reader.nextSamples()) {
          Labels labels = known.computeIfAbsent(reader.fingerprint(), f -> reader.labels());
          for (int i = 0; i < reader.samples().size(); i++) {
            receiver.sample(labels, reader.samples().timestampMs(i), reader.samples().value(i));
          }
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
