package io.tributary.sink.consume;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record on its way out. It counts as delivered when everybody who holds it is done with it.
 *
 * <p>Threading: any.
 */
public final class PendingRecord {
  private final ConsumerRecord<byte[], byte[]> record;
  private final PartitionProgress progress;
  private final AtomicInteger holders = new AtomicInteger(1);

  PendingRecord(ConsumerRecord<byte[], byte[]> record, PartitionProgress progress) {
    this.record = record;
    this.progress = progress;
  }

  /** The record itself. */
  public ConsumerRecord<byte[], byte[]> record() {
    return record;
  }

  /** One more has to be done with it. Only for one who holds it already. */
  public void hold() {
    holders.incrementAndGet();
  }

  /** One is done with it: delivered, refused for good, or abandoned. */
  public void done() {
    if (holders.decrementAndGet() == 0) {
      progress.delivered(this);
    }
  }

  /** Whether its partition went to another consumer, which will deliver it. */
  public boolean abandoned() {
    return progress.abandoned();
  }

  boolean isDelivered() {
    return holders.get() == 0;
  }

  int bytes() {
    return record.value() == null ? 0 : record.value().length;
  }
}
