package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.ChunkMeta;
import io.tributary.hub.head.ChunkDecoder;
import io.tributary.hub.head.ChunkEncoder;
import io.tributary.hub.head.Head;
import io.tributary.promql.source.SampleColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of one series in one place: the head, or a block. */
sealed interface Part {
  /** Appends the samples of the range, ascending, to {@code into}, whose buffers are its own. */
  void read(long fromMs, long toMs, SampleColumns into) throws IOException;

  /** As {@link #read}, but only the latest sample need be given. */
  default void readLatest(long fromMs, long toMs, SampleColumns into) throws IOException {
    read(fromMs, toMs, into);
  }

  /**
   * Gives chunks that hold the samples of the range, and may hold some beyond it, to the visitor:
   * ascending and apart from each other.
   */
  void chunks(long fromMs, long toMs, Block.ChunkVisitor visitor) throws IOException;

  /**
   * In the head. Where samples went from the head into a block since the series was found, they are
   * looked for there.
   *
   * @param drops how often the head had dropped samples when the series was found
   */
  record InHead(Head.Found found, Head head, long drops, Blocks blocks) implements Part {
    @Override
    public void read(long fromMs, long toMs, SampleColumns into) throws IOException {
      int had = into.to;
      int histograms = into.histogramCount;
      found.read(fromMs, toMs, into);
      if (head.drops() == drops) {
        return;
      }
      into.to = had;
      into.histogramCount = histograms;
      List<Part> places = new ArrayList<>();
      for (Block block : blocks.open()) {
        if (block.meta().minTime() <= toMs && block.meta().maxTime() > fromMs) {
          int series = block.find(found.labels());
          if (series >= 0) {
            places.add(new InBlock(block, series));
          }
        }
      }
      places.add(new InHead(found, head, head.drops(), blocks));
      PartMerge merge = new PartMerge();
      for (Part place : places) {
        merge.append(place, fromMs, toMs, into);
      }
    }

    @Override
    public void readLatest(long fromMs, long toMs, SampleColumns into) throws IOException {
      if (into.size() == 0) {
        found.readLatest(fromMs, toMs, into);
        if (head.drops() == drops) {
          return;
        }
        into.clear();
      }
      read(fromMs, toMs, into);
    }

    @Override
    public void chunks(long fromMs, long toMs, Block.ChunkVisitor visitor) throws IOException {
      if (head.drops() == drops) {
        found.chunks(fromMs, toMs, visitor);
        return;
      }
      SampleColumns all = new SampleColumns();
      all.clear();
      read(fromMs, toMs, all);
      ChunkEncoder.visit(all, visitor);
    }
  }

  /**
   * In a block, under the block's own number.
   *
   * @param chunks those that matter, where they were looked up; else null
   */
  record InBlock(Block block, int series, @Nullable List<ChunkMeta> chunks) implements Part {
    InBlock(Block block, int series) {
      this(block, series, null);
    }

    @Override
    public void read(long fromMs, long toMs, SampleColumns into) throws IOException {
      if (block.hasDeleted(series)) {
        SampleColumns all = new SampleColumns();
        all.clear();
        readAll(fromMs, toMs, all);
        appendKept(all, into);
      } else {
        readAll(fromMs, toMs, into);
      }
    }

    @Override
    public void chunks(long fromMs, long toMs, Block.ChunkVisitor visitor) throws IOException {
      if (!block.hasDeleted(series)) {
        visit(fromMs, toMs, visitor);
        return;
      }
      SampleColumns kept = new SampleColumns();
      kept.clear();
      read(fromMs, toMs, kept);
      ChunkEncoder.visit(kept, visitor);
    }

    private void readAll(long fromMs, long toMs, SampleColumns into) throws IOException {
      ChunkDecoder decoder = ChunkDecoder.ofThread();
      visit(
          fromMs,
          toMs,
          (chunk, encoding, data, offset, length) ->
              decoder.decode(encoding, data, offset, length, fromMs, toMs, into));
    }

    private void visit(long fromMs, long toMs, Block.ChunkVisitor visitor) throws IOException {
      if (chunks == null) {
        block.chunks(series, fromMs, toMs, visitor);
      } else {
        block.chunks(chunks, fromMs, toMs, visitor);
      }
    }

    private void appendKept(SampleColumns all, SampleColumns into) {
      for (int i = all.from; i < all.to; i++) {
        if (!block.isDeleted(series, all.timestamps[i])) {
          into.append(all.timestamps[i], all.values[i]);
        }
      }
      for (int i = 0; i < all.histogramCount; i++) {
        if (!block.isDeleted(series, all.histogramTimestamps[i])) {
          into.append(all.histogramTimestamps[i], all.histograms[i], 0);
        }
      }
    }
  }
}
