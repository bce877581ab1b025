package io.tributary.streams.window;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * Gathers the samples of one step into a block a class, writes those, and drops a class's oldest
 * blocks once none of their samples is in any window. Of one thread.
 */
final class BlockLog {
  private static final AgeClass[] CLASSES = AgeClass.values();

  private final WindowLog log;
  private final SampleBlock[] open = new SampleBlock[CLASSES.length];
  private final Map<AgeClass, Deque<Stored>> stored = new EnumMap<>(AgeClass.class);
  private long nextSequence;

  BlockLog(WindowLog log) {
    this.log = log;
    for (AgeClass age : CLASSES) {
      open[age.code()] = new SampleBlock();
      stored.put(age, new ArrayDeque<>());
    }
  }

  void restored(AgeClass age, long sequence, long latestMs) {
    of(age).add(new Stored(sequence, latestMs));
    nextSequence = Math.max(nextSequence, sequence + 1);
  }

  void add(AgeClass age, int id, long timestampMs, long bits, byte[] histogram) {
    open[age.code()].add(id, timestampMs, bits, histogram);
  }

  void flush() {
    for (AgeClass age : CLASSES) {
      SampleBlock block = open[age.code()];
      if (block.size() > 0) {
        log.putBlock(age, nextSequence, block.encode());
        of(age).add(new Stored(nextSequence, block.latestMs()));
        nextSequence++;
        block.clear();
      }
    }
  }

  /** Drops what no window needs, but for samples whose chunks are not written. */
  void dropUntil(long watermarkMs) {
    for (AgeClass age : CLASSES) {
      if (age != AgeClass.UNSEALED) {
        drop(age, watermarkMs);
      }
    }
  }

  /** All chunks are written whose time is over at the watermark. */
  void dropSealed(long watermarkMs) {
    drop(AgeClass.UNSEALED, watermarkMs);
  }

  private void drop(AgeClass age, long watermarkMs) {
    Deque<Stored> blocks = of(age);
    Stored oldest = blocks.peek();
    while (oldest != null && oldest.latestMs() <= watermarkMs - age.longestMs()) {
      log.deleteBlock(age, oldest.sequence());
      blocks.remove();
      oldest = blocks.peek();
    }
  }

  private Deque<Stored> of(AgeClass age) {
    return stored.computeIfAbsent(age, a -> new ArrayDeque<>());
  }

  private record Stored(long sequence, long latestMs) {}
}
