package io.tributary.hub.head;

import io.tributary.hub.block.ChunkEncoding;
import io.tributary.hub.chunk.XorChunkWriter;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One series in the head: sealed chunks, then the open one. No chunk crosses a border between
 * blocks, so that cutting a block copies whole chunks.
 *
 * <p>Threading: every method takes the series' own lock, which is held for microseconds; appending
 * and reading may overlap.
 */
final class HeadSeries {
  private static final Chunk[] NO_CHUNKS = {};

  final Labels labels;
  private final long blockMs;
  private Chunk[] sealed = NO_CHUNKS;
  private @Nullable XorChunkWriter floats;
  private @Nullable OpenHistograms histograms;
  private @Nullable FloatHistogram lastHistogram;
  private @Nullable OutOfOrder outOfOrder;
  private long lastMs = Long.MIN_VALUE;

  HeadSeries(Labels labels, long blockMs) {
    this.labels = labels;
    this.blockMs = blockMs;
  }

  /** Appends a sample, at or after {@code oldestMs} if it shall be kept. */
  synchronized Appended append(long timestampMs, double value, long oldestMs) {
    if (timestampMs <= lastMs) {
      return late(timestampMs, value, null, oldestMs);
    }
    if (timestampMs < oldestMs) {
      return Appended.TOO_OLD;
    }
    sealHistograms();
    XorChunkWriter open = floats;
    if (open == null
        || open.count() >= ChunkEncoder.SAMPLES_PER_CHUNK
        || crossesBorder(open.firstMs(), timestampMs)) {
      sealFloats();
      open = new XorChunkWriter();
      floats = open;
    }
    open.append(timestampMs, value);
    lastMs = timestampMs;
    lastHistogram = null;
    return Appended.IN_ORDER;
  }

  /** Appends a histogram, at or after {@code oldestMs} if it shall be kept. */
  synchronized Appended append(long timestampMs, FloatHistogram histogram, long oldestMs) {
    if (timestampMs <= lastMs) {
      return late(timestampMs, 0, histogram, oldestMs);
    }
    if (timestampMs < oldestMs) {
      return Appended.TOO_OLD;
    }
    sealFloats();
    OpenHistograms open = histograms;
    if (open == null || !open.takes(histogram) || crossesBorder(open.timeMs(0), timestampMs)) {
      sealHistograms();
      open = new OpenHistograms();
      histograms = open;
    }
    FloatHistogram last = lastHistogram;
    boolean reset =
        last != null && !last.isStale() && !histogram.isStale() && histogram.isResetAfter(last);
    open.add(timestampMs, histogram, reset);
    lastMs = timestampMs;
    lastHistogram = histogram;
    return Appended.IN_ORDER;
  }

  private Appended late(
      long timestampMs, double value, @Nullable FloatHistogram histogram, long oldestMs) {
    if (timestampMs < oldestMs) {
      return Appended.TOO_OLD;
    }
    SampleColumns here = new SampleColumns();
    here.clear();
    readInOrder(timestampMs, timestampMs, here);
    if (here.size() > 0) {
      boolean same =
          histogram == null
              ? here.to > here.from
                  && Double.doubleToRawLongBits(here.values[here.from])
                      == Double.doubleToRawLongBits(value)
              : here.histogramCount > 0
                  && histogram.equals(here.histograms[0].withHint(histogram.hint()));
      return same ? Appended.DUPLICATE : Appended.CONFLICT;
    }
    if (outOfOrder == null) {
      outOfOrder = new OutOfOrder();
    }
    return outOfOrder.add(timestampMs, value, histogram);
  }

  private boolean crossesBorder(long firstMs, long nextMs) {
    return Math.floorDiv(firstMs, blockMs) != Math.floorDiv(nextMs, blockMs);
  }

  private void sealFloats() {
    XorChunkWriter open = floats;
    if (open != null) {
      add(chunk(open));
      floats = null;
    }
  }

  private static Chunk chunk(XorChunkWriter open) {
    return new Chunk(open.firstMs(), open.lastMs(), open.count(), ChunkEncoding.XOR, open.bytes());
  }

  private void sealHistograms() {
    OpenHistograms open = histograms;
    if (open != null) {
      add(open.seal());
      histograms = null;
    }
  }

  private void add(Chunk chunk) {
    Chunk[] grown = new Chunk[sealed.length + 1];
    System.arraycopy(sealed, 0, grown, 0, sealed.length);
    grown[sealed.length] = chunk;
    sealed = grown;
  }

  /** Appends the samples of the range, ascending, to {@code into}, whose buffers are its own. */
  synchronized void read(long fromMs, long toMs, SampleColumns into) {
    OutOfOrder late = outOfOrder;
    if (late == null || !late.anyIn(fromMs, toMs)) {
      readInOrder(fromMs, toMs, into);
      return;
    }
    SampleColumns first = new SampleColumns();
    first.clear();
    readInOrder(fromMs, toMs, first);
    SampleColumns second = new SampleColumns();
    second.clear();
    late.read(fromMs, toMs, second);
    ColumnMerge.merge(first, second, into);
  }

  private void readInOrder(long fromMs, long toMs, SampleColumns into) {
    for (Chunk chunk : sealed) {
      if (chunk.maxMs() >= fromMs && chunk.minMs() <= toMs) {
        decode(chunk, fromMs, toMs, into);
      }
    }
    XorChunkWriter open = floats;
    if (open != null && open.lastMs() >= fromMs && open.firstMs() <= toMs) {
      decode(chunk(open), fromMs, toMs, into);
    }
    OpenHistograms waiting = histograms;
    if (waiting != null) {
      for (int i = 0; i < waiting.count(); i++) {
        if (waiting.timeMs(i) >= fromMs && waiting.timeMs(i) <= toMs) {
          into.append(waiting.timeMs(i), waiting.histogram(i), 0);
        }
      }
    }
  }

  /**
   * The chunks of the samples from {@code fromMs} on and before {@code toMs}, both borders of
   * blocks; of the open one as it is now.
   */
  synchronized List<Chunk> chunks(long fromMs, long toMs) {
    return chunksOverlapping(fromMs, toMs - 1);
  }

  /**
   * The chunks that overlap the range, ends included, ascending and apart from each other; of the
   * open one as it is now. With late samples in the range they are made anew, of that range alone.
   */
  synchronized List<Chunk> chunksOverlapping(long fromMs, long toMs) {
    OutOfOrder late = outOfOrder;
    if (late != null && late.anyIn(fromMs, toMs)) {
      SampleColumns all = new SampleColumns();
      all.clear();
      read(fromMs, toMs, all);
      return ChunkEncoder.encode(all);
    }
    List<Chunk> found = new ArrayList<>();
    for (Chunk chunk : sealed) {
      if (chunk.maxMs() >= fromMs && chunk.minMs() <= toMs) {
        found.add(chunk);
      }
    }
    XorChunkWriter open = floats;
    if (open != null && open.lastMs() >= fromMs && open.firstMs() <= toMs) {
      found.add(chunk(open));
    }
    OpenHistograms waiting = histograms;
    if (waiting != null && waiting.lastMs() >= fromMs && waiting.timeMs(0) <= toMs) {
      found.add(waiting.seal());
    }
    return found;
  }

  synchronized boolean mayHaveSamples(long fromMs, long toMs) {
    for (Chunk chunk : sealed) {
      if (chunk.maxMs() >= fromMs && chunk.minMs() <= toMs) {
        return true;
      }
    }
    XorChunkWriter open = floats;
    OpenHistograms waiting = histograms;
    OutOfOrder late = outOfOrder;
    return (open != null && open.lastMs() >= fromMs && open.firstMs() <= toMs)
        || (waiting != null && waiting.lastMs() >= fromMs && waiting.timeMs(0) <= toMs)
        || (late != null && late.anyIn(fromMs, toMs));
  }

  synchronized void addBlockStarts(long borderMs, Set<Long> into) {
    for (Chunk chunk : sealed) {
      addBlockStart(chunk.minMs(), borderMs, into);
    }
    if (floats != null) {
      addBlockStart(floats.firstMs(), borderMs, into);
    }
    if (histograms != null) {
      addBlockStart(histograms.timeMs(0), borderMs, into);
    }
    OutOfOrder late = outOfOrder;
    for (int i = 0; late != null && i < late.count(); i++) {
      addBlockStart(late.timeMs(i), borderMs, into);
    }
  }

  private void addBlockStart(long timestampMs, long borderMs, Set<Long> into) {
    if (timestampMs < borderMs) {
      into.add(Math.floorDiv(timestampMs, blockMs) * blockMs);
    }
  }

  synchronized int chunkCount() {
    return sealed.length + (floats == null ? 0 : 1) + (histograms == null ? 0 : 1);
  }

  /** Deletes the samples of the range, ends included. */
  synchronized void delete(long fromMs, long toMs) {
    if (!mayHaveSamples(fromMs, toMs)) {
      return;
    }
    sealFloats();
    sealHistograms();
    List<Chunk> kept = new ArrayList<>();
    for (Chunk chunk : sealed) {
      if (chunk.maxMs() < fromMs || chunk.minMs() > toMs) {
        kept.add(chunk);
      } else {
        kept.addAll(ChunkEncoder.encode(outside(chunk, fromMs, toMs)));
      }
    }
    sealed = kept.toArray(NO_CHUNKS);
    if (outOfOrder != null && outOfOrder.drop(fromMs, toMs)) {
      outOfOrder = null;
    }
  }

  private static SampleColumns outside(Chunk chunk, long fromMs, long toMs) {
    SampleColumns kept = new SampleColumns();
    kept.clear();
    if (chunk.minMs() < fromMs) {
      decode(chunk, Long.MIN_VALUE, fromMs - 1, kept);
    }
    if (chunk.maxMs() > toMs) {
      decode(chunk, toMs + 1, Long.MAX_VALUE, kept);
    }
    return kept;
  }

  private static void decode(Chunk chunk, long fromMs, long toMs, SampleColumns into) {
    byte[] data = chunk.data();
    ChunkDecoder.ofThread().decode(chunk.encoding(), data, 0, data.length, fromMs, toMs, into);
  }

  /** Forgets the samples before a border of blocks; true where none are left. */
  synchronized boolean dropBefore(long borderMs) {
    int gone = 0;
    while (gone < sealed.length && sealed[gone].maxMs() < borderMs) {
      gone++;
    }
    if (gone > 0) {
      Chunk[] kept = new Chunk[sealed.length - gone];
      System.arraycopy(sealed, gone, kept, 0, kept.length);
      sealed = kept.length == 0 ? NO_CHUNKS : kept;
    }
    if (floats != null && floats.lastMs() < borderMs) {
      floats = null;
    }
    if (histograms != null && histograms.lastMs() < borderMs) {
      histograms = null;
    }
    if (outOfOrder != null && outOfOrder.dropBefore(borderMs)) {
      outOfOrder = null;
    }
    return sealed.length == 0 && floats == null && histograms == null && outOfOrder == null;
  }

  /** The latest sample's time; {@link Long#MIN_VALUE} before the first. */
  synchronized long lastMs() {
    return lastMs;
  }
}
