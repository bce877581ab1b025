package io.tributary.hub.feed;

import io.tributary.hub.store.HubStore;
import io.tributary.schemas.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
 * sample lies in a block.
 *
 * <p>Threading: one thread of its own, which alone appends to the store and maintains it.
 */
final class HubFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HubFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final HubStore store;
  private final RecordAppender appender;
  private final FeedMetrics metrics;
  private final long maintainEveryNs;
  private final Thread thread = Thread.ofPlatform().name("hub-feed").unstarted(this::loop);
  private final Map<TopicPartition, DurableOffsets> offsets = new HashMap<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private long maintainedNs = System.nanoTime();
  private volatile boolean stopping;
  private volatile boolean caughtUp;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile String status = "starting";

  HubFeed(
      Supplier<Consumer<byte[], byte[]>> consumers,
      HubStore store,
      RecordAppender appender,
      FeedMetrics metrics,
      Duration maintenance) {
    this.consumers = consumers;
    this.store = store;
    this.appender = appender;
    this.metrics = metrics;
    this.maintainEveryNs = maintenance.toNanos();
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

  private void loop() {
    while (!stopping) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        follow(consumer);
      } catch (WakeupException e) {
        log.debug("woken up to stop");
      } catch (KafkaException e) {
        if (!stopping) {
          status = "cannot read the topics: " + e.getMessage();
          log.error("hub cannot read the topics, tries again in {}", PAUSE_AFTER_ERROR, e);
          pause();
        }
      } finally {
        current = null;
      }
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
    seek(consumer, partitions);
    if (!caughtUp) {
      catchUp(consumer, consumer.endOffsets(partitions));
    }
    status = "ok";
    while (!stopping) {
      poll(consumer);
      maintain(consumer);
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
      from = Math.max(from, next.getOrDefault(partition, beginning));
      consumer.seek(partition, from);
      next.put(partition, from);
      offsets.putIfAbsent(partition, new DurableOffsets(from));
    }
  }

  private void catchUp(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    long total = Math.max(1, left(consumer, ends));
    long startNs = System.nanoTime();
    for (long left = total; !stopping && left > 0; left = left(consumer, ends)) {
      status = "reads the log to rebuild the head: %d %%".formatted(100 - 100 * left / total);
      poll(consumer);
      maintain(consumer);
    }
    if (!stopping) {
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
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      DurableOffsets of = offsets.get(partition);
      if (of != null) {
        of.appended(record.offset(), appender.append(record));
        next.put(partition, record.offset() + 1);
      }
    }
  }

  private void maintain(Consumer<byte[], byte[]> consumer) {
    long nowNs = System.nanoTime();
    if (nowNs - maintainedNs < maintainEveryNs) {
      return;
    }
    maintainedNs = nowNs;
    try {
      boolean cut = false;
      // While the log is read fast, more than one block may be due.
      for (boolean more = true; more; cut |= more) {
        more = store.maintain();
      }
      if (cut) {
        commit(consumer);
      }
      if (caughtUp) {
        status = "ok";
      }
    } catch (IOException | UncheckedIOException e) {
      metrics.maintenanceFailed();
      status = "blocks cannot be written: " + e.getMessage();
      log.error(
          "blocks cannot be written; samples stay in memory and in Kafka, and this is tried again:"
              + " is the disk full?",
          e);
    }
  }

  private void commit(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, OffsetAndMetadata> durable = new HashMap<>();
    long durableMs = store.durableMs();
    offsets.forEach(
        (partition, of) ->
            durable.put(partition, new OffsetAndMetadata(of.committable(durableMs))));
    consumer.commitSync(durable);
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_ERROR);
    } catch (InterruptedException e) {
      stopping = true; // Only close() interrupts this thread.
    }
  }

  /** Stops reading. What is in memory only is read again at the next start. */
  @Override
  public void close() {
    stopping = true;
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (!thread.join(STOP)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
