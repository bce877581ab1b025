package io.tributary.sink.consume;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records under way, without a consumer. */
public final class PendingRecords {
  private final PartitionProgress progress = new PartitionProgress(new AtomicLong());

  public PendingRecord add(ConsumerRecord<byte[], byte[]> record) {
    return progress.add(record);
  }

  /** Whether everything has been delivered. */
  public boolean allDelivered() {
    return progress.oldest() == null;
  }

  public void abandon() {
    progress.abandon();
  }
}
