package io.tributary.hub.head;

import io.tributary.schemas.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What most series do not have: native histograms, late samples, chunks that could not be put on
 * disk. Of one thread at a time.
 */
final class RareSamples {
  @Nullable OpenHistograms histograms;
  @Nullable FloatHistogram lastHistogram;
  @Nullable OutOfOrder outOfOrder;

  /** Ascending by time. */
  final List<Chunk> inMemory = new ArrayList<>(0);

  void keep(Chunk chunk) {
    inMemory.add(chunk);
    inMemory.sort((a, b) -> Long.compare(a.minMs(), b.minMs()));
  }

  boolean isEmpty() {
    return histograms == null && outOfOrder == null && inMemory.isEmpty();
  }

  boolean mayHaveSamples(long fromMs, long toMs) {
    for (Chunk chunk : inMemory) {
      if (chunk.maxMs() >= fromMs && chunk.minMs() <= toMs) {
        return true;
      }
    }
    OpenHistograms open = histograms;
    OutOfOrder late = outOfOrder;
    return (open != null && open.lastMs() >= fromMs && open.timeMs(0) <= toMs)
        || (late != null && late.anyIn(fromMs, toMs));
  }

  void addBlockStarts(long blockMs, Set<Long> into) {
    for (Chunk chunk : inMemory) {
      into.add(BlockGrid.start(chunk.minMs(), blockMs));
    }
    if (histograms != null) {
      into.add(BlockGrid.start(histograms.timeMs(0), blockMs));
    }
    OutOfOrder late = outOfOrder;
    for (int i = 0; late != null && i < late.count(); i++) {
      into.add(BlockGrid.start(late.timeMs(i), blockMs));
    }
  }

  int chunkCount() {
    return inMemory.size() + (histograms == null ? 0 : 1);
  }

  /** Forgets the sealed chunks that overlap the range, and the late samples in it. */
  void drop(long fromMs, long toMs) {
    inMemory.removeIf(chunk -> chunk.maxMs() >= fromMs && chunk.minMs() <= toMs);
    OpenHistograms open = histograms;
    if (open != null && open.lastMs() <= toMs && open.timeMs(0) >= fromMs) {
      histograms = null;
    }
    OutOfOrder late = outOfOrder;
    if (late != null && late.drop(fromMs, toMs)) {
      outOfOrder = null;
    }
  }
}
