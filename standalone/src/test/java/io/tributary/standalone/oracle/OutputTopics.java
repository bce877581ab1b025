package io.tributary.standalone.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.HistogramReader;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import io.tributary.testkit.KafkaFixture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what an engine has committed. */
final class OutputTopics {
  private OutputTopics() {}

  static Results read(KafkaFixture kafka) {
    Results results = new Results();
    SampleRecordReader reader = new SampleRecordReader();
    for (ConsumerRecord<byte[], byte[]> record : kafka.records(Topic.RECORDED.topicName())) {
      reader.reset(record.value());
      while (reader.next()) {
        samples(reader, results);
      }
    }
    try {
      for (ConsumerRecord<byte[], byte[]> record : kafka.records(Topic.TRANSITIONS.topicName())) {
        AlertTransition transition = AlertTransition.parseFrom(record.value());
        results.transitions.add(Transition.of(transition));
      }
      states(kafka.records(Topic.ALERTS.topicName()), results);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return results;
  }

  private static void samples(SampleRecordReader reader, Results results) {
    Labels labels = reader.labels();
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      results.record(labels, samples.timestampMs(i), samples.value(i), null);
    }
    HistogramReader histograms = new HistogramReader();
    ByteRanges ranges = reader.histograms();
    for (int i = 0; i < ranges.size(); i++) {
      FloatHistogram histogram = histograms.read(reader.bytes(), ranges.start(i), ranges.end(i));
      results.record(labels, histograms.timestampMs(), 0, Results.numbers(histogram));
    }
  }

  /** Compaction may have left older records: the last one of a key is the true one. */
  private static void states(List<ConsumerRecord<byte[], byte[]>> records, Results results)
      throws InvalidProtocolBufferException {
    Map<String, AlertRecord> byKey = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String key = new String(record.key(), UTF_8);
      if (key.startsWith("~progress/")) {
        continue;
      }
      if (record.value() == null) {
        byKey.remove(key);
      } else {
        byKey.put(key, AlertRecord.parseFrom(record.value()));
      }
    }
    byKey.values().forEach(results::state);
  }
}
