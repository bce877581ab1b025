package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.BlockWriter;
import io.tributary.hub.block.ChunkMeta;
import io.tributary.hub.block.LogMark;
import io.tributary.hub.head.ChunkEncoder;
import io.tributary.hub.head.ColumnMerge;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges blocks into one, series by series in order of their labels, so that its memory does not
 * grow with the blocks. The chunks of a series are copied as they are where they neither overlap
 * nor have deleted samples; otherwise its samples are decoded, put in order without repeats, and
 * encoded again.
 */
final class BlockMerger {
  private final List<Block> blocks;

  BlockMerger(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** Walks through a block's series, which are in order of their labels. */
  private static final class Walk {
    final Block block;
    final int order;
    private final int[] series;
    private int at;
    Labels labels;

    Walk(Block block, int order) throws IOException {
      this.block = block;
      this.order = order;
      series = block.index().all();
      labels = series.length == 0 ? Labels.EMPTY : block.labels(series[0]);
    }

    boolean hasSeries() {
      return at < series.length;
    }

    Part.InBlock part() {
      return new Part.InBlock(block, series[at]);
    }

    void advance() throws IOException {
      at++;
      if (at < series.length) {
        labels = block.labels(series[at]);
      }
    }
  }

  /** Writes the merged block; null where nothing is left, all of it being deleted. */
  @Nullable BlockMeta merge(Path store, String ulid) throws IOException {
    PriorityQueue<Walk> walks =
        new PriorityQueue<>(
            Comparator.comparing((Walk walk) -> walk.labels).thenComparingInt(walk -> walk.order));
    Set<String> texts = new HashSet<>();
    for (Block block : blocks) {
      Walk walk = new Walk(block, walks.size());
      block.addTexts(texts);
      if (walk.hasSeries()) {
        walks.add(walk);
      }
    }
    try (BlockWriter writer = new BlockWriter(store, ulid, texts)) {
      while (!walks.isEmpty()) {
        Labels labels = walks.element().labels;
        List<Part.InBlock> parts = parts(walks, labels);
        if (!copyChunks(parts, writer)) {
          encode(parts, writer);
        }
        writer.endSeries(labels);
      }
      return writer.isEmpty() ? null : writer.commit(minMs(), maxMs(), ancestry(), log());
    }
  }

  /** Takes the parts of the series out of the walks, in the order of the blocks. */
  private static List<Part.InBlock> parts(PriorityQueue<Walk> walks, Labels labels)
      throws IOException {
    List<Part.InBlock> parts = new ArrayList<>();
    for (Walk next = walks.peek();
        next != null && next.labels.equals(labels);
        next = walks.peek()) {
      walks.remove();
      parts.add(next.part());
      next.advance();
      if (next.hasSeries()) {
        walks.add(next);
      }
    }
    return parts;
  }

  private static boolean copyChunks(List<Part.InBlock> parts, BlockWriter writer)
      throws IOException {
    long end = Long.MIN_VALUE;
    for (Part.InBlock part : parts) {
      if (part.block().hasDeleted(part.series())) {
        return false;
      }
      for (ChunkMeta chunk : part.block().chunkMetas(part.series())) {
        if (chunk.minMs() <= end) {
          return false;
        }
        end = chunk.maxMs();
      }
    }
    for (Part.InBlock part : parts) {
      part.block().chunks(part.series(), Long.MIN_VALUE, Long.MAX_VALUE, writer::addChunk);
    }
    return true;
  }

  private static void encode(List<Part.InBlock> parts, BlockWriter writer) throws IOException {
    SampleColumns all = new SampleColumns();
    all.clear();
    for (Part.InBlock part : parts) {
      SampleColumns before = new SampleColumns();
      before.clear();
      ColumnMerge.copy(all, before);
      SampleColumns more = new SampleColumns();
      more.clear();
      part.read(Long.MIN_VALUE, Long.MAX_VALUE, more);
      all.clear();
      ColumnMerge.merge(before, more, all);
    }
    ChunkEncoder.visit(all, writer::addChunk);
  }

  private long minMs() {
    return blocks.stream().mapToLong(block -> block.meta().minTime()).min().orElseThrow();
  }

  private long maxMs() {
    return blocks.stream().mapToLong(block -> block.meta().maxTime()).max().orElseThrow();
  }

  private BlockMeta.Compaction ancestry() {
    TreeSet<String> sources = new TreeSet<>();
    List<BlockMeta.Parent> parents = new ArrayList<>();
    int level = 0;
    for (Block block : blocks) {
      BlockMeta meta = block.meta();
      sources.addAll(meta.compaction().sources());
      parents.add(new BlockMeta.Parent(meta.ulid(), meta.minTime(), meta.maxTime()));
      level = Math.max(level, meta.compaction().level());
    }
    // A block that is rewritten by itself stays what it was.
    return new BlockMeta.Compaction(
        blocks.size() == 1 ? level : level + 1, List.copyOf(sources), parents);
  }

  private @Nullable LogMark log() {
    LogMark latest = null;
    for (Block block : blocks) {
      LogMark mark = block.meta().log();
      if (mark != null && (latest == null || mark.untilMs() > latest.untilMs())) {
        latest = mark;
      }
    }
    return latest;
  }
}
