package io.tributary.hub.head;

import io.tributary.hub.block.ChunkEncoding;
import io.tributary.hub.chunk.HistogramChunkReader;
import io.tributary.hub.chunk.XorChunkReader;
import io.tributary.promql.source.SampleColumns;

/** Decodes chunks of any encoding into columns. Of one thread. */
public final class ChunkDecoder {
  private static final ThreadLocal<ChunkDecoder> OF_THREAD =
      ThreadLocal.withInitial(ChunkDecoder::new);

  private final HistogramChunkReader histograms = new HistogramChunkReader();

  private ChunkDecoder() {}

  /** The calling thread's own decoder. */
  public static ChunkDecoder ofThread() {
    return OF_THREAD.get();
  }

  /** Appends the chunk's samples of the range to {@code into}, whose buffers are its own. */
  public void decode(
      ChunkEncoding encoding,
      byte[] data,
      int offset,
      int length,
      long fromMs,
      long toMs,
      SampleColumns into) {
    switch (encoding) {
      case XOR -> XorChunkReader.read(data, offset, length, fromMs, toMs, into);
      case HISTOGRAM, FLOAT_HISTOGRAM -> {
        histograms.reset(data, offset, length, encoding == ChunkEncoding.HISTOGRAM);
        while (histograms.next() && histograms.timestampMs() <= toMs) {
          if (histograms.timestampMs() >= fromMs) {
            into.append(histograms.timestampMs(), histograms.histogram(), 0);
          }
        }
      }
    }
  }
}
