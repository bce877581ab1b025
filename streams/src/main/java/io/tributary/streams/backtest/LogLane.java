package io.tributary.streams.backtest;

import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the log, and how far it has come in event time. Of one thread.
 *
 * <p>In {@code tributary.samples} ticks say so. What is in {@code tributary.recorded} was recorded
 * for the instant of its timestamp, and is there for evaluations from then on.
 */
final class LogLane {
  final TopicPartition partition;
  final long beginOffset;
  final long endOffset;
  private final boolean samples;
  private final Deque<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();
  private long reachedMs = Long.MIN_VALUE;
  private boolean read;

  LogLane(TopicPartition partition, long beginOffset, long endOffset) {
    this.partition = partition;
    this.beginOffset = beginOffset;
    this.endOffset = endOffset;
    this.samples = partition.topic().equals(Topic.SAMPLES.topicName());
    this.read = beginOffset >= endOffset;
  }

  /** Whether ticks say how far it has come. */
  boolean hasTicks() {
    return samples;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.offset() < endOffset) {
      queue.add(record);
    }
  }

  int queued() {
    return queue.size();
  }

  /** The consumer is at this offset. */
  void position(long offset) {
    read |= offset >= endOffset;
  }

  /** Whether all records were added. */
  boolean isRead() {
    return read;
  }

  boolean isFinished() {
    return read && queue.isEmpty();
  }

  /** The next record is to be taken after all instants until this one were evaluated. */
  long nextAfterMs() {
    ConsumerRecord<byte[], byte[]> next = queue.peek();
    return samples || next == null ? reachedMs : Math.max(reachedMs, next.timestamp() - 1);
  }

  /** The latest tick that was taken. */
  long reachedMs() {
    return reachedMs;
  }

  /** Takes the next record; null where it holds no samples. */
  @Nullable ConsumerRecord<byte[], byte[]> take() {
    ConsumerRecord<byte[], byte[]> next = queue.remove();
    byte[] value = next.value();
    if (!samples) {
      reachedMs = Math.max(reachedMs, next.timestamp() - 1);
    } else if (value != null && SampleRecordReader.isTick(value)) {
      reachedMs = Math.max(reachedMs, next.timestamp());
    }
    return value == null || SampleRecordReader.isTick(value) ? null : next;
  }
}
