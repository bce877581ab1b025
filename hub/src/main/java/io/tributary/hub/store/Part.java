package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.head.ChunkDecoder;
import io.tributary.hub.head.Head;
import io.tributary.promql.source.SampleColumns;
import java.io.IOException;

/** The samples of one series in one place: the head, or a block. */
sealed interface Part {
  /** Appends the samples of the range, ascending, to {@code into}, whose buffers are its own. */
  void read(long fromMs, long toMs, SampleColumns into) throws IOException;

  /** In the head. */
  record InHead(Head.Found found) implements Part {
    @Override
    public void read(long fromMs, long toMs, SampleColumns into) {
      found.read(fromMs, toMs, into);
    }
  }

  /** In a block, under the block's own number. */
  record InBlock(Block block, int series) implements Part {
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

    private void readAll(long fromMs, long toMs, SampleColumns into) throws IOException {
      ChunkDecoder decoder = ChunkDecoder.ofThread();
      block.chunks(
          series,
          fromMs,
          toMs,
          (chunk, encoding, data, offset, length) ->
              decoder.decode(encoding, data, offset, length, fromMs, toMs, into));
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
