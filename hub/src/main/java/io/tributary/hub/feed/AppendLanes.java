package io.tributary.hub.feed;

import io.tributary.hub.block.LogMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Appends what was polled, several partitions at the same time, while the feed polls for more. The
 * records of one partition are appended in their order, by one thread.
 *
 * <p>Threading: of the feed's thread. Between {@link #finish} and {@link #begin} nothing is being
 * appended; only then does the feed cut blocks and note how far it has come.
 */
final class AppendLanes implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(30);

  /** One partition's records of a poll, and the time of each one's latest sample. */
  private static final class Batch {
    final TopicPartition partition;
    final String name;
    final List<ConsumerRecord<byte[], byte[]>> records;
    final long[] latestMs;

    Batch(TopicPartition partition, String name, List<ConsumerRecord<byte[], byte[]>> records) {
      this.partition = partition;
      this.name = name;
      this.records = records;
      latestMs = new long[records.size()];
    }
  }

  private final List<RecordAppender> appenders = new ArrayList<>();
  private final ExecutorService threads;
  private List<Batch> batches = List.of();
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  AppendLanes(int lanes, Supplier<RecordAppender> appender) {
    for (int i = 0; i < lanes; i++) {
      appenders.add(appender.get());
    }
    threads =
        Executors.newFixedThreadPool(
            lanes, Thread.ofPlatform().name("hub-append-", 0).daemon().factory());
  }

  /** Begins to append; nothing else is being appended. */
  void begin(ConsumerRecords<byte[], byte[]> records, LogProgress progress, LogMark durable) {
    batches = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      batches.add(new Batch(partition, progress.name(partition), records.records(partition)));
    }
    Queue<Batch> waiting = new ConcurrentLinkedQueue<>(batches);
    CompletableFuture<?>[] lanes =
        new CompletableFuture<?>[Math.min(appenders.size(), batches.size())];
    for (int i = 0; i < lanes.length; i++) {
      RecordAppender appender = appenders.get(i);
      lanes[i] = CompletableFuture.runAsync(() -> run(waiting, appender, durable), threads);
    }
    running = CompletableFuture.allOf(lanes);
  }

  private static void run(Queue<Batch> waiting, RecordAppender appender, LogMark durable) {
    for (Batch batch = waiting.poll(); batch != null; batch = waiting.poll()) {
      for (int i = 0; i < batch.latestMs.length; i++) {
        ConsumerRecord<byte[], byte[]> record = batch.records.get(i);
        batch.latestMs[i] = appender.append(record, durable.untilMs(batch.name, record.offset()));
      }
    }
  }

  /**
   * Waits until all is appended, and notes it.
   *
   * @throws RuntimeException what went wrong; then nothing is noted and all of it has to come
   *     again, where the samples that are there already do no harm
   */
  void finish(LogProgress progress) {
    List<Batch> done = batches;
    CompletableFuture<Void> appending = running;
    batches = List.of();
    running = CompletableFuture.completedFuture(null);
    try {
      appending.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    for (Batch batch : done) {
      for (int i = 0; i < batch.latestMs.length; i++) {
        progress.appended(batch.partition, batch.records.get(i), batch.latestMs[i]);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
