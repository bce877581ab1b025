package io.tributary.standalone.interop;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.topic.SampleRecordReader;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Goes through a partition of the samples topic as its definition says: the first tick is where
 * evaluation begins; from then on every instant is due once the watermark has reached it, with the
 * samples that came before that tick.
 */
final class LogReplay {
  /** What is done at each instant. */
  interface Visitor {
    /** Called for every instant in order; the samples seen so far, by series and time. */
    void at(long instantMs, Map<Labels, NavigableMap<Long, Double>> seen);
  }

  private LogReplay() {}

  static void run(
      List<ConsumerRecord<byte[], byte[]>> partition, long intervalMs, Visitor visitor) {
    Map<Labels, NavigableMap<Long, Double>> seen = new TreeMap<>();
    SampleRecordReader reader = new SampleRecordReader();
    long watermarkMs = Long.MIN_VALUE;
    for (ConsumerRecord<byte[], byte[]> record : partition) {
      if (SampleRecordReader.isTick(record.value())) {
        long tickMs = record.timestamp();
        long next = (Math.floorDiv(watermarkMs, intervalMs) + 1) * intervalMs;
        for (; watermarkMs != Long.MIN_VALUE && next <= tickMs; next += intervalMs) {
          visitor.at(next, seen);
        }
        watermarkMs = Math.max(watermarkMs, tickMs);
        continue;
      }
      reader.reset(record.value());
      while (reader.next()) {
        NavigableMap<Long, Double> of =
            seen.computeIfAbsent(reader.labels(), labels -> new TreeMap<>());
        for (int i = 0; i < reader.samples().size(); i++) {
          of.put(reader.samples().timestampMs(i), reader.samples().value(i));
        }
      }
    }
  }
}
