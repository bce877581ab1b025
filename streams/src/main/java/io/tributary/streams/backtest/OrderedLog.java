package io.tributary.streams.backtest;

import io.tributary.schemas.topic.Topic;
import io.tributary.streams.topology.LogPositions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The log of all partitions in the order that an evaluation needs: a record comes after every
 * instant for which it would have been late, and before any for which it was in time. It is the
 * order that the engine's tasks see, whatever the order in which Kafka gives the records. Of one
 * thread.
 */
final class OrderedLog {
  private static final Duration POLL = Duration.ofMillis(500);

  /** A partition that is so many records ahead waits. */
  private static final int MOST_QUEUED = 200;

  private final Consumer<byte[], byte[]> consumer;
  private final List<LogLane> lanes = new ArrayList<>();
  private long beginMs = Long.MAX_VALUE;

  /** Takes the log. */
  interface Receiver {
    /**
     * All samples that count for instants until this one were given.
     *
     * @return whether to go on
     */
    boolean reached(long watermarkMs, double progress);

    /** The value of a record of samples. */
    void samples(Topic topic, byte[] value);
  }

  /** What was written from this time on until now. */
  OrderedLog(Consumer<byte[], byte[]> consumer, long fromMs) {
    this.consumer = consumer;
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : List.of(Topic.SAMPLES, Topic.RECORDED)) {
      partitions.addAll(LogPositions.partitions(consumer, topic));
    }
    Map<TopicPartition, Long> begins = LogPositions.begins(consumer, partitions, fromMs);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      long begin = begins.getOrDefault(partition, 0L);
      consumer.seek(partition, begin);
      lanes.add(new LogLane(partition, begin, ends.getOrDefault(partition, 0L)));
    }
  }

  /** Gives all of it, until the receiver has enough. */
  void read(Receiver receiver) {
    long limitMs = Long.MAX_VALUE;
    while (true) {
      LogLane next = next();
      if (next == null) {
        receiver.reached(limitMs == Long.MAX_VALUE ? Long.MIN_VALUE : limitMs, 1);
        return;
      }
      if (next.queued() == 0) {
        fill();
        continue;
      }
      if (!receiver.reached(Math.min(limitMs, next.nextAfterMs()), progress())) {
        return;
      }
      ConsumerRecord<byte[], byte[]> record = next.take();
      if (record != null) {
        receiver.samples(next.hasTicks() ? Topic.SAMPLES : Topic.RECORDED, record.value());
      }
      if (next.isFinished() && next.hasTicks()) {
        // What comes after its last tick is not in the log yet.
        limitMs = Math.min(limitMs, next.reachedMs());
      }
    }
  }

  /** When the first record was written; {@link Long#MAX_VALUE} before any is read. */
  long beginMs() {
    return beginMs;
  }

  /** One whose next record is not known, else the one that is furthest behind; null at the end. */
  private @Nullable LogLane next() {
    LogLane furthest = null;
    for (LogLane lane : lanes) {
      if (lane.isFinished()) {
        continue;
      }
      if (lane.queued() == 0) {
        return lane;
      }
      if (furthest == null || lane.nextAfterMs() < furthest.nextAfterMs()) {
        furthest = lane;
      }
    }
    return furthest;
  }

  private void fill() {
    List<TopicPartition> waiting = new ArrayList<>();
    List<TopicPartition> wanted = new ArrayList<>();
    for (LogLane lane : lanes) {
      boolean waits = lane.isRead() || lane.queued() >= MOST_QUEUED;
      (waits ? waiting : wanted).add(lane.partition);
    }
    consumer.pause(waiting);
    consumer.resume(wanted);
    var polled = consumer.poll(POLL);
    for (LogLane lane : lanes) {
      for (ConsumerRecord<byte[], byte[]> record : polled.records(lane.partition)) {
        lane.add(record);
        beginMs = Math.min(beginMs, record.timestamp());
      }
      lane.position(consumer.position(lane.partition));
    }
  }

  private double progress() {
    long all = 0;
    long left = 0;
    for (LogLane lane : lanes) {
      all += lane.endOffset - lane.beginOffset;
      left += lane.isRead() ? 0 : lane.endOffset - consumer.position(lane.partition);
      left += lane.queued();
    }
    return all == 0 ? 1 : Math.clamp(1 - (double) left / all, 0, 1);
  }
}
