package io.tributary.hub.head;

/** Where blocks border on each other. Remembers the last block asked about. Any thread. */
final class BlockGrid {
  private final long blockMs;

  /** Where some block begins, which spares most questions a division. */
  private volatile long startMs;

  BlockGrid(long blockMs) {
    this.blockMs = blockMs;
  }

  /** Where the block of a time begins. */
  static long start(long timestampMs, long blockMs) {
    return Math.floorDiv(timestampMs, blockMs) * blockMs;
  }

  /** Whether both times, the first not later than the second, lie in the same block. */
  boolean isSameBlock(long firstMs, long secondMs) {
    long start = startMs;
    if (secondMs < start || secondMs - start >= blockMs) {
      start = start(secondMs, blockMs);
      startMs = start;
    }
    return firstMs >= start;
  }
}
