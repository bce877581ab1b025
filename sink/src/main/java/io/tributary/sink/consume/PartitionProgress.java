package io.tributary.sink.consume;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition has been delivered: up to the oldest record that has not.
 *
 * <p>Threading: records are added by the poll loop and delivered by anybody.
 */
final class PartitionProgress {
  private final AtomicLong inFlightBytes;
  private final ArrayDeque<PendingRecord> pending = new ArrayDeque<>();
  private volatile boolean abandoned;

  /**
   * @param inFlightBytes kept up by this progress; shared by all partitions
   */
  PartitionProgress(AtomicLong inFlightBytes) {
    this.inFlightBytes = inFlightBytes;
  }

  synchronized PendingRecord add(ConsumerRecord<byte[], byte[]> record) {
    PendingRecord added = new PendingRecord(record, this);
    pending.addLast(added);
    inFlightBytes.addAndGet(added.bytes());
    return added;
  }

  synchronized void delivered(PendingRecord record) {
    inFlightBytes.addAndGet(-record.bytes());
    while (!pending.isEmpty() && pending.getFirst().isDelivered()) {
      pending.removeFirst();
    }
  }

  /** The oldest record that is not delivered, or null where all are. */
  synchronized @Nullable PendingRecord oldest() {
    return pending.peekFirst();
  }

  /** The partition belongs to somebody else now. */
  void abandon() {
    abandoned = true;
  }

  boolean abandoned() {
    return abandoned;
  }
}
