package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.BlockWriter;
import io.tributary.hub.block.ChunkMeta;
import io.tributary.hub.head.ChunkEncoder;
import io.tributary.hub.head.ColumnMerge;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges blocks into one. The chunks of a series are copied as they are where they neither overlap
 * nor have deleted samples; otherwise its samples are decoded, put in order without repeats, and
 * encoded again.
 */
final class BlockMerger {
  private static final int SAMPLES_PER_CHUNK = 120;

  private final List<Block> blocks;

  BlockMerger(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** Writes the merged block; null where nothing is left, all of it being deleted. */
  @Nullable BlockMeta merge(Path store, String ulid) throws IOException {
    SortedMap<Labels, List<Part.InBlock>> series = series();
    Set<String> texts = new HashSet<>();
    for (Labels labels : series.keySet()) {
      for (int i = 0; i < labels.size(); i++) {
        texts.add(labels.name(i));
        texts.add(labels.value(i));
      }
    }
    try (BlockWriter writer = new BlockWriter(store, ulid, texts)) {
      for (var one : series.entrySet()) {
        if (!copyChunks(one.getValue(), writer)) {
          encode(one.getValue(), writer);
        }
        writer.endSeries(one.getKey());
      }
      return writer.isEmpty() ? null : writer.commit(minMs(), maxMs(), ancestry());
    }
  }

  private SortedMap<Labels, List<Part.InBlock>> series() throws IOException {
    TreeMap<Labels, List<Part.InBlock>> series = new TreeMap<>();
    for (Block block : blocks) {
      for (int number : block.index().all()) {
        series
            .computeIfAbsent(block.labels(number), labels -> new ArrayList<>())
            .add(new Part.InBlock(block, number));
      }
    }
    return series;
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
    ChunkEncoder.write(all, SAMPLES_PER_CHUNK, writer);
  }

  private long minMs() {
    return blocks.stream().mapToLong(block -> block.meta().minTime()).min().orElseThrow();
  }

  private long maxMs() {
    return blocks.stream().mapToLong(block -> block.meta().maxTime()).max().orElseThrow();
  }

  private BlockMeta.Compaction ancestry() {
    TreeSet<String> sources = new TreeSet<>();
    int level = 0;
    for (Block block : blocks) {
      sources.addAll(block.meta().compaction().sources());
      level = Math.max(level, block.meta().compaction().level());
    }
    return new BlockMeta.Compaction(level + 1, List.copyOf(sources));
  }
}
