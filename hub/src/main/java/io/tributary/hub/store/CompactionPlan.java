package io.tributary.hub.store;

import io.tributary.hub.block.BlockMeta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which blocks to merge next: those that overlap first, then all of an aligned stretch of 3, 9, 27
 * ... times a block's length, once a later block shows that the stretch is over. Long blocks make
 * queries over weeks cheap: fewer indexes to look into.
 */
final class CompactionPlan {
  private static final int FACTOR = 3;

  private CompactionPlan() {}

  /**
   * The next blocks to merge, at least two; none where all is well.
   *
   * @param blockMs the length of a block as it is cut
   * @param maxMs no merged block becomes longer than this
   */
  static List<BlockMeta> next(List<BlockMeta> blocks, long blockMs, long maxMs) {
    List<BlockMeta> sorted = new ArrayList<>(blocks);
    sorted.sort(Comparator.comparingLong(BlockMeta::minTime));
    List<BlockMeta> overlapping = overlapping(sorted);
    if (!overlapping.isEmpty()) {
      return overlapping;
    }
    for (long range = blockMs * FACTOR; range <= maxMs; range *= FACTOR) {
      List<BlockMeta> full = stretch(sorted, range);
      if (!full.isEmpty()) {
        return full;
      }
    }
    return List.of();
  }

  private static List<BlockMeta> overlapping(List<BlockMeta> sorted) {
    List<BlockMeta> found = new ArrayList<>();
    long end = Long.MIN_VALUE;
    for (BlockMeta block : sorted) {
      if (block.minTime() >= end && found.size() > 1) {
        return found;
      }
      if (block.minTime() >= end) {
        found.clear();
      }
      found.add(block);
      end = Math.max(end, block.maxTime());
    }
    return found.size() > 1 ? found : List.of();
  }

  private static List<BlockMeta> stretch(List<BlockMeta> sorted, long range) {
    List<BlockMeta> found = new ArrayList<>();
    long start = Long.MIN_VALUE;
    for (BlockMeta block : sorted) {
      long itsStart = Math.floorDiv(block.minTime(), range) * range;
      if (itsStart != start) {
        if (found.size() > 1) {
          return found;
        }
        found.clear();
        start = itsStart;
      }
      boolean fits =
          block.maxTime() <= itsStart + range && block.maxTime() - block.minTime() < range;
      if (fits) {
        found.add(block);
      }
    }
    return List.of();
  }
}
