package io.tributary.hub.feed;

import java.util.ArrayDeque;

/**
 * Which offset of a partition may be committed: the one before which every sample lies in a block.
 * Records are taken together in stretches, each with the latest time of its samples.
 *
 * <p>Threading: of the feed's thread.
 */
final class DurableOffsets {
  /** Records in one stretch: what a restart may read again for nothing. */
  static final int STRETCH = 64;

  private static final class Stretch {
    final long firstOffset;
    long latestMs = Long.MIN_VALUE;
    int records;

    Stretch(long firstOffset) {
      this.firstOffset = firstOffset;
    }
  }

  private final ArrayDeque<Stretch> stretches = new ArrayDeque<>();
  private long nextOffset;

  DurableOffsets(long nextOffset) {
    this.nextOffset = nextOffset;
  }

  /**
   * A record has been appended.
   *
   * @param latestMs the time of its latest sample; {@link Long#MIN_VALUE} where it has none
   */
  void appended(long offset, long latestMs) {
    nextOffset = offset + 1;
    Stretch last = stretches.peekLast();
    if (last == null || last.records == STRETCH) {
      last = new Stretch(offset);
      stretches.addLast(last);
    }
    last.records++;
    last.latestMs = Math.max(last.latestMs, latestMs);
  }

  /** The offset to commit once all samples before {@code durableMs} are in blocks. */
  long committable(long durableMs) {
    while (!stretches.isEmpty() && stretches.getFirst().latestMs < durableMs) {
      stretches.removeFirst();
    }
    return stretches.isEmpty() ? nextOffset : stretches.getFirst().firstOffset;
  }
}
