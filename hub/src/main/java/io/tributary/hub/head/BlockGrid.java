package io.tributary.hub.head;

/** Where blocks border on each other. Remembers the last block asked about. Of one thread. */
final class BlockGrid {
  private final long blockMs;
  private long startMs = Long.MAX_VALUE;
  private long endMs = Long.MIN_VALUE;

  BlockGrid(long blockMs) {
    this.blockMs = blockMs;
  }

  /** Where the block of a time begins. */
  static long start(long timestampMs, long blockMs) {
    return Math.floorDiv(timestampMs, blockMs) * blockMs;
  }

  /** Whether both times, the first not later than the second, lie in the same block. */
  boolean isSameBlock(long firstMs, long secondMs) {
    if (secondMs < startMs || secondMs >= endMs) {
      startMs = start(secondMs, blockMs);
      endMs = startMs + blockMs;
    }
    return firstMs >= startMs;
  }
}
