package io.tributary.hub.feed;

import io.tributary.hub.api.ReplayProgress;
import io.tributary.hub.store.HubStore;
import io.tributary.schemas.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the sample topics into the store, from the committed offsets on: at a start that rebuilds
 * what was in memory. Offsets are committed when a block has been cut, and only up to where every
 * sample lies in a block. Partitions are read in step with each other in time, so that no block is
 * cut before a partition that is behind has come to its end.
 *
 * <p>Threading: one thread of its own, which reads and cuts blocks; {@link AppendLanes} append what
 * it has read while it reads on, and are at rest when it cuts.
 */
final class HubFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HubFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** With so many blocks' time in memory that could not be cut, no more is read. */
  private static final int MOST_BLOCKS_IN_HEAD = 4;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final HubStore store;
  private final AppendLanes lanes;
  private final FeedMetrics metrics;
  private final long cutEveryNs;
  private final Thread thread = Thread.ofPlatform().name("hub-feed").unstarted(this::loop);
  private final LogProgress progress = new LogProgress();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final long blockMs;
  private long cutNs = System.nanoTime();
  private boolean cutFailed;
  private volatile boolean stopping;
  private volatile boolean caughtUp;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile String status = "starting";
  private volatile ReplayProgress replay = new ReplayProgress(0, 0);

  HubFeed(
      Supplier<Consumer<byte[], byte[]>> consumers,
      HubStore store,
      AppendLanes lanes,
      FeedMetrics metrics,
      Duration blockLength,
      Duration maintenance) {
    this.consumers = consumers;
    this.store = store;
    this.lanes = lanes;
    this.metrics = metrics;
    this.blockMs = blockLength.toMillis();
    this.cutEveryNs = maintenance.toNanos();
  }

  void start() {
    thread.start();
  }

  /** Whether the log was read to where it ended at the start. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /** What it does now, or what hinders it. */
  String status() {
    return status;
  }

  /** How far the head is rebuilt. */
  ReplayProgress replay() {
    return replay;
  }

  private void loop() {
    while (!stopping) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException e) {
        log.debug("woken up to stop");
      } catch (KafkaException e) {
        failed("cannot read the topics", e);
      } catch (RuntimeException e) {
        // A bug, or a disk that fails in a way of its own: it must be seen, and not end the feed.
        failed("cannot take in what the topics hold", e);
      } finally {
        current = null;
      }
    }
  }

  private void failed(String what, RuntimeException e) {
    if (!stopping) {
      status = what + ": " + e;
      log.error("hub {}, tries again in {}", what, PAUSE_AFTER_ERROR, e);
      pause();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> partitions = partitions(consumer);
    if (partitions.isEmpty()) {
      status = "waits for the topics to be created";
      pause();
      return;
    }
    consumer.assign(partitions);
    lanes.finish(progress);
    seek(consumer, partitions);
    if (!caughtUp) {
      catchUp(consumer, consumer.endOffsets(partitions));
    }
    status = "ok";
    while (!stopping) {
      poll(consumer);
      cutWhenDue(consumer);
    }
  }

  private static Set<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (Topic topic : List.of(Topic.SAMPLES, Topic.RECORDED)) {
      for (PartitionInfo info : consumer.partitionsFor(topic.topicName())) {
        partitions.add(new TopicPartition(info.topic(), info.partition()));
      }
    }
    return partitions;
  }

  /** To where this feed had come, or to the committed offsets at its start. */
  private void seek(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = committed.get(partition);
      long beginning = beginnings.getOrDefault(partition, 0L);
      long from = Math.max(beginning, offset == null ? beginning : offset.offset());
      consumer.seek(partition, progress.start(partition, from));
    }
  }

  private void catchUp(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    long total = Math.max(1, left(consumer, ends));
    long startNs = System.nanoTime();
    for (long left = total; !stopping && left > 0; left = left(consumer, ends)) {
      status = "reads the log to rebuild the head: %d %%".formatted(100 - 100 * left / total);
      metrics.rebuilt(1 - (double) left / total);
      replay = new ReplayProgress(total - left, total);
      poll(consumer);
      cutWhenDue(consumer);
    }
    lanes.finish(progress);
    if (!stopping) {
      store.rebuilt();
      metrics.rebuilt(1);
      replay = new ReplayProgress(total, total);
      caughtUp = true;
      log.info(
          "head rebuilt series={} records={} seconds={}",
          store.head().seriesCount(),
          total,
          (System.nanoTime() - startNs) / 1_000_000_000);
    }
  }

  private static long left(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    long left = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
    }
    return left;
  }

  private void poll(Consumer<byte[], byte[]> consumer) {
    if (store.backlogMs() > MOST_BLOCKS_IN_HEAD * blockMs) {
      // What blocks cannot take must not fill the memory; Kafka keeps it.
      pause();
      return;
    }
    consumer.resume(consumer.paused());
    long reachedMs = progress.reachedMs(consumer);
    if (reachedMs < Long.MAX_VALUE) {
      consumer.pause(progress.beyond(Math.max(reachedMs, Long.MIN_VALUE + blockMs) + blockMs / 4));
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    lanes.finish(progress);
    lanes.begin(records, progress, store.durable());
  }

  private void cutWhenDue(Consumer<byte[], byte[]> consumer) {
    long nowNs = System.nanoTime();
    // A log of days is read fast: blocks are cut as their time goes by, not the clock's.
    boolean overdue = !cutFailed && store.backlogMs() > 2 * blockMs;
    if (nowNs - cutNs < cutEveryNs && !overdue) {
      return;
    }
    cutNs = nowNs;
    cutFailed = false;
    lanes.finish(progress);
    try {
      if (store.cut(progress.positions(), progress.reachedMs(consumer))) {
        consumer.commitSync(progress.committable(store.durable().untilMs()));
      }
      if (caughtUp) {
        status = "ok";
      }
    } catch (IOException | UncheckedIOException e) {
      cutFailed = true;
      metrics.cutFailed();
      status = "blocks cannot be written: " + e.getMessage();
      log.error(
          "blocks cannot be written; samples stay in memory and in Kafka, nothing is committed, and"
              + " this is tried again: is the disk full?",
          e);
    }
  }

  private void pause() {
    try {
      stop.await(PAUSE_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopping = true; // Only close() interrupts this thread.
    }
  }

  /** Stops reading. What is in memory only is read again at the next start. */
  @Override
  public void close() {
    stopping = true;
    stop.countDown();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (!thread.join(STOP)) {
        thread.interrupt();
        thread.join();
      }
      lanes.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
