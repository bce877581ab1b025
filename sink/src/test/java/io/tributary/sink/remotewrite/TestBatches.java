package io.tributary.sink.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.remotewrite.RequestReader;
import io.tributary.sink.consume.PendingRecord;
import io.tributary.sink.consume.PendingRecords;
import io.tributary.sink.testing.TestRecords;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Batches to deliver. */
final class TestBatches {
  private TestBatches() {}

  static PendingRecord pending() {
    return new PendingRecords().add(new TestRecords().numbered(0, 1, 1).record("c", 0));
  }

  /** A batch of all series of these records. */
  @SafeVarargs
  static Batch of(PendingRecords pending, ConsumerRecord<byte[], byte[]>... records) {
    List<Part> parts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      parts.add(part(pending.add(record)));
    }
    return new Batch("", parts);
  }

  private static Part part(PendingRecord pending) {
    RequestReader reader = new RequestReader();
    byte[] value = pending.record().value();
    reader.reset(value, 0, value.length);
    PartBuilder builder = new PartBuilder();
    while (reader.next()) {
      builder.add(reader.seriesStart(), reader.seriesEnd(), reader.samples().size());
    }
    return builder.build(pending, new String(pending.record().key(), UTF_8));
  }
}
