package io.tributary.sink.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the records of a consumer group's partitions, holds back while too much is under way,
 * and commits, for each partition, the offset before which everything has been delivered. What was
 * delivered but not committed comes again after a crash.
 *
 * <p>Threading: {@link #run} is the body of a {@link ConsumerLoop}; the figures may be asked for
 * from anywhere.
 */
public final class RecordPump {
  /** Takes records. */
  public interface Handler {
    /**
     * Takes a record, in the order of its partition, and returns without waiting for its delivery.
     * Whoever goes on working with it {@linkplain PendingRecord#hold holds} it.
     */
    void handle(PendingRecord record);

    /** No more records come: what is under way should be delivered soon. Waits for it. */
    void drain() throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(RecordPump.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration POLL_WHILE_FULL = Duration.ofMillis(50);
  private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(10);
  private static final long COMMIT_INTERVAL_NS = Duration.ofSeconds(1).toNanos();

  private final List<String> topics;
  private final Handler handler;
  private final long maxInFlightBytes;
  private final AtomicLong inFlightBytes = new AtomicLong();
  private final Map<TopicPartition, PartitionProgress> progress = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private volatile Map<TopicPartition, Long> lag = Map.of();
  private long lastCommitNs = System.nanoTime();
  private boolean paused;

  /**
   * @param maxInFlightBytes of record values handed out and not delivered; past it no more are
   *     polled, so it may be exceeded by what one poll returns
   */
  public RecordPump(List<String> topics, Handler handler, long maxInFlightBytes) {
    this.topics = List.copyOf(topics);
    this.handler = handler;
    this.maxInFlightBytes = maxInFlightBytes;
  }

  /** Pumps until the loop stops; then drains and commits. */
  public void run(Consumer<byte[], byte[]> consumer, ConsumerLoop loop) {
    abandonAll();
    committed.clear();
    paused = false;
    consumer.subscribe(topics, new Rebalance(consumer));
    try {
      while (!loop.stopping()) {
        step(consumer);
      }
    } catch (WakeupException e) {
      LOG.debug("woken up to stop");
    }
    stop(consumer);
  }

  private void step(Consumer<byte[], byte[]> consumer) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(paused ? POLL_WHILE_FULL : POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      PartitionProgress of = progress.get(partition);
      if (of != null) {
        PendingRecord pending = of.add(record);
        handler.handle(pending);
        pending.done();
      }
    }
    holdBack(consumer);
    if (System.nanoTime() - lastCommitNs >= COMMIT_INTERVAL_NS) {
      lastCommitNs = System.nanoTime();
      Map<TopicPartition, OffsetAndMetadata> offsets =
          deliveredOffsets(consumer, progress.keySet());
      if (!offsets.isEmpty()) {
        consumer.commitAsync(offsets, this::onCommit);
      }
      observeLag(consumer);
    }
  }

  private void holdBack(Consumer<byte[], byte[]> consumer) {
    long bytes = inFlightBytes.get();
    if (!paused && bytes > maxInFlightBytes) {
      paused = true;
    } else if (paused && bytes <= maxInFlightBytes / 2) {
      paused = false;
      consumer.resume(consumer.paused());
    }
    if (paused) {
      consumer.pause(consumer.assignment());
    }
  }

  /** The offsets to commit of these partitions: those that moved since the last commit. */
  private Map<TopicPartition, OffsetAndMetadata> deliveredOffsets(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      PartitionProgress of = progress.get(partition);
      if (of == null) {
        continue;
      }
      PendingRecord oldest = of.oldest();
      long offset = oldest == null ? consumer.position(partition) : oldest.record().offset();
      Long before = committed.get(partition);
      if (before == null || before < offset) {
        offsets.put(partition, new OffsetAndMetadata(offset));
      }
    }
    return offsets;
  }

  private void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception e) {
    if (e == null) {
      offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    } else {
      LOG.warn("could not commit {}, tries again: {}", offsets, e.toString());
    }
  }

  private void observeLag(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> now = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      PartitionProgress of = progress.get(partition);
      OptionalLong unread = consumer.currentLag(partition);
      if (of != null && unread.isPresent()) {
        PendingRecord oldest = of.oldest();
        long undelivered =
            oldest == null ? 0 : consumer.position(partition) - oldest.record().offset();
        now.put(partition, unread.getAsLong() + undelivered);
      }
    }
    lag = now;
  }

  private void stop(Consumer<byte[], byte[]> consumer) {
    try {
      handler.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while draining: what was not delivered comes again");
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = deliveredOffsets(consumer, progress.keySet());
    if (!offsets.isEmpty()) {
      commitStopping(consumer, offsets);
    }
    abandonAll();
  }

  /** The wake-up may come when the loop has seen the order to stop: then it ends this call. */
  private static void commitStopping(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      consumer.commitSync(offsets, COMMIT_TIMEOUT);
    } catch (WakeupException e) {
      LOG.debug("woken up to stop while committing");
      consumer.commitSync(offsets, COMMIT_TIMEOUT);
    }
  }

  private void abandonAll() {
    progress.values().forEach(PartitionProgress::abandon);
    progress.clear();
  }

  /** Bytes of record values handed out and not delivered. */
  public long inFlightBytes() {
    return inFlightBytes.get();
  }

  /** Records that are not delivered, by partition, as of the last second. */
  public Map<TopicPartition, Long> lag() {
    return lag;
  }

  /** The timestamp of the oldest record under way; empty where there is none. */
  public OptionalLong oldestTimestampMs() {
    long oldestMs = Long.MAX_VALUE;
    for (PartitionProgress of : progress.values()) {
      PendingRecord oldest = of.oldest();
      if (oldest != null) {
        oldestMs = Math.min(oldestMs, oldest.record().timestamp());
      }
    }
    return oldestMs == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(oldestMs);
  }

  /** Runs on the poll loop's thread, inside {@code poll} or {@code close}. */
  private final class Rebalance implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Rebalance(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(
          partition -> progress.put(partition, new PartitionProgress(inFlightBytes)));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> offsets = deliveredOffsets(consumer, partitions);
      if (!offsets.isEmpty()) {
        consumer.commitSync(offsets, COMMIT_TIMEOUT);
      }
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        PartitionProgress of = progress.remove(partition);
        if (of != null) {
          of.abandon();
        }
        committed.remove(partition);
      }
    }
  }
}
