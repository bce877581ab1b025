package io.tributary.hub.head;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.ChunkEncoding;
import io.tributary.hub.chunk.XorChunkWriter;
import io.tributary.promql.source.SampleColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes chunks of samples that are in order. */
public final class ChunkEncoder {
  private ChunkEncoder() {}

  /** As in Prometheus: enough to compress well, few enough to decode for one sample. */
  static final int SAMPLES_PER_CHUNK = 120;

  /** Gives the samples, which are in order, to the visitor as chunks. */
  public static void visit(SampleColumns samples, Block.ChunkVisitor visitor) throws IOException {
    for (Chunk chunk : encode(samples)) {
      chunk.visit(visitor);
    }
  }

  /** Chunks of the samples; floats and histograms take turns by time. */
  static List<Chunk> encode(SampleColumns samples) {
    List<Chunk> chunks = new ArrayList<>();
    int f = samples.from;
    int h = 0;
    while (f < samples.to || h < samples.histogramCount) {
      boolean floatsNext =
          h == samples.histogramCount
              || (f < samples.to && samples.timestamps[f] < samples.histogramTimestamps[h]);
      if (floatsNext) {
        long before = h == samples.histogramCount ? Long.MAX_VALUE : samples.histogramTimestamps[h];
        XorChunkWriter chunk = new XorChunkWriter();
        while (f < samples.to
            && samples.timestamps[f] < before
            && chunk.count() < SAMPLES_PER_CHUNK) {
          chunk.append(samples.timestamps[f], samples.values[f]);
          f++;
        }
        chunks.add(new Chunk(chunk.firstMs(), chunk.lastMs(), ChunkEncoding.XOR, chunk.bytes()));
      } else {
        long before = f == samples.to ? Long.MAX_VALUE : samples.timestamps[f];
        OpenHistograms open = new OpenHistograms();
        boolean reset = h > 0 && samples.histograms[h].isResetAfter(samples.histograms[h - 1]);
        while (h < samples.histogramCount
            && samples.histogramTimestamps[h] < before
            && open.takes(samples.histograms[h])) {
          open.add(samples.histogramTimestamps[h], samples.histograms[h], reset);
          h++;
        }
        chunks.add(open.seal());
      }
    }
    return chunks;
  }
}
