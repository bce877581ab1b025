package io.tributary.streams.topology;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * Puts the records of several partitions into one order that follows from each partition's own
 * order alone, whatever their interleaving: a record that came after its partition's watermark w is
 * given on after every instant until w was evaluated, and before any later one.
 *
 * <pre>
 *   partition 0   a  |10  b  |20  c          given on:  a d, advance(10), b e, advance(15), f, ...
 *   partition 1   d  |10  e  |15  f  |20
 * </pre>
 *
 * <p>Records ahead of the slowest partition wait in the task's store, not in memory: only their
 * numbers do. Of one thread.
 */
final class WatermarkMerge {
  private static final long NONE = Long.MIN_VALUE;

  private final long[] watermarks;

  /** Where each partition began: evaluation begins with the earliest, once all have begun. */
  private final long[] firsts;

  private final TaskStore store;
  private final BiConsumer<GatherRecord, byte[]> records;
  private final LongConsumer advance;

  /** The numbers of waiting records by the watermark after which they came. */
  private final TreeMap<Long, Deque<Long>> waiting = new TreeMap<>();

  private long nextSequence;
  private long mergedMs;

  WatermarkMerge(
      int partitions,
      TaskStore store,
      BiConsumer<GatherRecord, byte[]> records,
      LongConsumer advance) {
    this.watermarks = new long[partitions];
    this.store = store;
    this.records = records;
    this.advance = advance;
    this.firsts = new long[partitions];
    Arrays.fill(watermarks, NONE);
    Arrays.fill(firsts, NONE);
    store.watermarks(
        (partition, firstMs, watermarkMs) -> {
          if (partition < partitions) {
            firsts[partition] = firstMs;
            watermarks[partition] = watermarkMs;
          }
        });
    store.waiting(
        (sequence, entry) -> {
          enqueue(ByteBuffer.wrap(entry).getLong(), sequence);
          nextSequence = sequence + 1;
        });
    mergedMs = least(watermarks);
  }

  /** The watermark of the slowest partition. */
  long watermarkMs() {
    return mergedMs;
  }

  /** The watermark that a partition has sent; {@link Long#MIN_VALUE} before the first. */
  long watermarkMs(int partition) {
    return watermarks[partition];
  }

  /** A record of a partition that is no watermark. */
  void record(int partition, GatherRecord content, byte[] value) {
    long after = watermarks[partition];
    if (after <= mergedMs) {
      records.accept(content, value);
      return;
    }
    store.putWaiting(nextSequence, waitingEntry(after, content, value));
    enqueue(after, nextSequence);
    nextSequence++;
  }

  /** The watermark of a partition is now this. */
  void watermark(int partition, long watermarkMs) {
    if (watermarkMs <= watermarks[partition]) {
      return;
    }
    firsts[partition] = firsts[partition] == NONE ? watermarkMs : firsts[partition];
    watermarks[partition] = watermarkMs;
    store.putWatermark(partition, firsts[partition], watermarkMs);
    long slowest = least(watermarks);
    if (slowest == mergedMs) {
      return;
    }
    if (mergedMs == NONE) {
      advance.accept(least(firsts));
    }
    while (!waiting.isEmpty() && waiting.firstKey() <= slowest) {
      long after = waiting.firstKey();
      advance.accept(after);
      giveOn(after);
    }
    mergedMs = slowest;
    advance.accept(slowest);
  }

  private void giveOn(long after) {
    Deque<Long> sequences = waiting.remove(after);
    if (sequences == null) {
      return;
    }
    for (long sequence : sequences) {
      byte[] entry = store.takeWaiting(sequence);
      records.accept(
          GatherRecord.ofCode(entry[Long.BYTES]),
          Arrays.copyOfRange(entry, Long.BYTES + 1, entry.length));
    }
  }

  /** {@code watermark after which it came (8) | what it holds (1) | the record's value}. */
  static byte[] waitingEntry(long after, GatherRecord content, byte[] value) {
    return ByteBuffer.allocate(Long.BYTES + 1 + value.length)
        .putLong(after)
        .put(content.code())
        .put(value)
        .array();
  }

  private void enqueue(long after, long sequence) {
    waiting.computeIfAbsent(after, watermarkMs -> new ArrayDeque<>()).add(sequence);
  }

  private static long least(long[] timestamps) {
    long least = Long.MAX_VALUE;
    for (long timestampMs : timestamps) {
      least = Math.min(least, timestampMs);
    }
    return least;
  }
}
