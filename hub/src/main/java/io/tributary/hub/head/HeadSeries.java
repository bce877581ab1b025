package io.tributary.hub.head;

import io.tributary.hub.block.ChunkEncoding;
import io.tributary.hub.chunk.XorChunkWriter;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One series in the head: sealed chunks, then the open one. No chunk crosses a border between
 * blocks, so that cutting a block copies whole chunks. There are very many of these: each field
 * counts.
 *
 * <p>Threading: every method takes the series' own lock, which is held for microseconds; appending
 * and reading may overlap.
 */
final class HeadSeries {
  final Labels labels;
  private long lastMs = Long.MIN_VALUE;
  private long[] sealed = SealedChunks.NONE;

  /** Empty between chunks, its buffer kept for the next. */
  private @Nullable XorChunkWriter floats;

  private @Nullable RareSamples rare;

  HeadSeries(Labels labels) {
    this.labels = labels;
  }

  /** Appends a sample, at or after {@code takenFromMs} if it shall be kept. */
  synchronized Appended append(
      long timestampMs, double value, long takenFromMs, BlockGrid grid, ChunkSpill spill) {
    if (timestampMs < takenFromMs) {
      return Appended.TOO_OLD;
    }
    if (timestampMs <= lastMs) {
      return late(timestampMs, value, null, spill);
    }
    RareSamples others = rare;
    if (others != null) {
      sealHistograms(spill);
      others.lastHistogram = null;
    }
    XorChunkWriter open = floats;
    if (open == null) {
      open = new XorChunkWriter();
      floats = open;
    } else if (open.count() >= ChunkEncoder.SAMPLES_PER_CHUNK
        || !grid.isSameBlock(lastMs, timestampMs)) {
      sealFloats(spill);
    }
    open.append(timestampMs, value);
    lastMs = timestampMs;
    return Appended.IN_ORDER;
  }

  /** Appends a histogram, at or after {@code takenFromMs} if it shall be kept. */
  synchronized Appended append(
      long timestampMs,
      FloatHistogram histogram,
      long takenFromMs,
      BlockGrid grid,
      ChunkSpill spill) {
    if (timestampMs < takenFromMs) {
      return Appended.TOO_OLD;
    }
    if (timestampMs <= lastMs) {
      return late(timestampMs, 0, histogram, spill);
    }
    sealFloats(spill);
    RareSamples others = rare();
    OpenHistograms open = others.histograms;
    if (open == null || !open.takes(histogram) || !grid.isSameBlock(lastMs, timestampMs)) {
      sealHistograms(spill);
      open = new OpenHistograms();
      others.histograms = open;
    }
    FloatHistogram last = others.lastHistogram;
    boolean reset =
        last != null && !last.isStale() && !histogram.isStale() && histogram.isResetAfter(last);
    open.add(timestampMs, histogram, reset);
    lastMs = timestampMs;
    others.lastHistogram = histogram;
    return Appended.IN_ORDER;
  }

  /** As {@code append}, but what is there at this time already makes way. */
  synchronized Appended replace(
      long timestampMs, double value, long takenFromMs, BlockGrid grid, ChunkSpill spill) {
    OutOfOrder late = late();
    boolean corrected = late != null && late.anyIn(timestampMs, timestampMs);
    Appended appended =
        corrected ? Appended.CONFLICT : append(timestampMs, value, takenFromMs, grid, spill);
    if (appended != Appended.CONFLICT) {
      return appended;
    }
    lateSamples().put(timestampMs, value, null);
    return Appended.OUT_OF_ORDER;
  }

  /** The same of a native histogram. */
  synchronized Appended replace(
      long timestampMs,
      FloatHistogram histogram,
      long takenFromMs,
      BlockGrid grid,
      ChunkSpill spill) {
    OutOfOrder late = late();
    boolean corrected = late != null && late.anyIn(timestampMs, timestampMs);
    Appended appended =
        corrected ? Appended.CONFLICT : append(timestampMs, histogram, takenFromMs, grid, spill);
    if (appended != Appended.CONFLICT) {
      return appended;
    }
    lateSamples().put(timestampMs, 0, histogram);
    return Appended.OUT_OF_ORDER;
  }

  private OutOfOrder lateSamples() {
    RareSamples others = rare();
    OutOfOrder samples = others.outOfOrder;
    if (samples == null) {
      samples = new OutOfOrder();
      others.outOfOrder = samples;
    }
    return samples;
  }

  private RareSamples rare() {
    RareSamples others = rare;
    if (others == null) {
      others = new RareSamples();
      rare = others;
    }
    return others;
  }

  private Appended late(
      long timestampMs, double value, @Nullable FloatHistogram histogram, ChunkSpill spill) {
    SampleColumns here = new SampleColumns();
    here.clear();
    readInOrder(timestampMs, timestampMs, here, spill);
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
    return lateSamples().add(timestampMs, value, histogram);
  }

  private void sealFloats(ChunkSpill spill) {
    XorChunkWriter open = floats;
    if (open != null && open.count() > 0) {
      seal(open.firstMs(), open.lastMs(), ChunkEncoding.XOR, open.bytes(), spill);
      open.clear();
    }
  }

  private void sealHistograms(ChunkSpill spill) {
    RareSamples others = rare;
    if (others != null && others.histograms != null) {
      Chunk chunk = others.histograms.seal();
      others.histograms = null;
      seal(chunk.minMs(), chunk.maxMs(), chunk.encoding(), chunk.data(), spill);
    }
  }

  private void seal(long minMs, long maxMs, ChunkEncoding encoding, byte[] data, ChunkSpill spill) {
    long[] more = SealedChunks.with(sealed, spill, minMs, maxMs, encoding, data, data.length);
    if (more == null) {
      rare().keep(new Chunk(minMs, maxMs, encoding, data));
    } else {
      sealed = more;
    }
  }

  /** The sealed chunks and the open one as it is now, ascending, that overlap the range. */
  private List<Chunk> inOrder(long fromMs, long toMs, ChunkSpill spill) {
    List<Chunk> found = new ArrayList<>();
    SealedChunks.read(sealed, spill, fromMs, toMs, found);
    RareSamples others = rare;
    if (others != null) {
      int spilled = found.size();
      for (Chunk chunk : others.inMemory) {
        if (chunk.maxMs() >= fromMs && chunk.minMs() <= toMs) {
          found.add(chunk);
        }
      }
      if (spilled > 0 && found.size() > spilled) {
        found.sort(Comparator.comparingLong(Chunk::minMs));
      }
    }
    XorChunkWriter open = floats;
    if (open != null && open.count() > 0 && open.lastMs() >= fromMs && open.firstMs() <= toMs) {
      found.add(new Chunk(open.firstMs(), open.lastMs(), ChunkEncoding.XOR, open.bytes()));
    }
    return found;
  }

  /** Appends the samples of the range, ascending, to {@code into}, whose buffers are its own. */
  synchronized void read(long fromMs, long toMs, SampleColumns into, ChunkSpill spill) {
    OutOfOrder late = late();
    if (late == null || !late.anyIn(fromMs, toMs)) {
      readInOrder(fromMs, toMs, into, spill);
      return;
    }
    SampleColumns inOrder = new SampleColumns();
    inOrder.clear();
    readInOrder(fromMs, toMs, inOrder, spill);
    SampleColumns corrections = new SampleColumns();
    corrections.clear();
    late.read(fromMs, toMs, corrections);
    // Of two at one time the late one is a correction, perhaps of a value to a histogram.
    late.replaceIn(inOrder);
    ColumnMerge.merge(corrections, inOrder, into);
  }

  /** As {@link #read}, but only the latest sample need be given. */
  synchronized void readLatest(long fromMs, long toMs, SampleColumns into, ChunkSpill spill) {
    XorChunkWriter open = floats;
    OutOfOrder late = late();
    if (open == null
        || open.count() == 0
        || open.lastMs() > toMs
        || (late != null && late.anyIn(open.lastMs(), toMs))) {
      read(fromMs, toMs, into, spill);
      return;
    }
    // No sample of the series is later than an open chunk's last; one may stand in its place.
    if (open.lastMs() >= fromMs) {
      into.append(open.lastMs(), open.lastValue());
    }
  }

  private @Nullable OutOfOrder late() {
    RareSamples others = rare;
    return others == null ? null : others.outOfOrder;
  }

  private @Nullable OpenHistograms openHistograms() {
    RareSamples others = rare;
    return others == null ? null : others.histograms;
  }

  private void readInOrder(long fromMs, long toMs, SampleColumns into, ChunkSpill spill) {
    for (Chunk chunk : inOrder(fromMs, toMs, spill)) {
      decode(chunk, fromMs, toMs, into);
    }
    OpenHistograms waiting = openHistograms();
    for (int i = 0; waiting != null && i < waiting.count(); i++) {
      if (waiting.timeMs(i) >= fromMs && waiting.timeMs(i) <= toMs) {
        into.append(waiting.timeMs(i), waiting.histogram(i), 0);
      }
    }
  }

  private static void decode(Chunk chunk, long fromMs, long toMs, SampleColumns into) {
    byte[] data = chunk.data();
    ChunkDecoder.ofThread().decode(chunk.encoding(), data, 0, data.length, fromMs, toMs, into);
  }

  /**
   * The chunks that overlap the range, ends included, ascending and apart from each other; of the
   * open one as it is now. With late samples in the range they are made anew, of that range alone.
   */
  synchronized List<Chunk> chunks(long fromMs, long toMs, ChunkSpill spill) {
    OutOfOrder late = late();
    if (late != null && late.anyIn(fromMs, toMs)) {
      SampleColumns all = new SampleColumns();
      all.clear();
      read(fromMs, toMs, all, spill);
      return ChunkEncoder.encode(all);
    }
    List<Chunk> found = inOrder(fromMs, toMs, spill);
    OpenHistograms waiting = openHistograms();
    if (waiting != null && waiting.lastMs() >= fromMs && waiting.timeMs(0) <= toMs) {
      found.add(waiting.seal());
    }
    return found;
  }

  synchronized boolean mayHaveSamples(long fromMs, long toMs) {
    if (fromMs > lastMs) {
      return false;
    }
    if (toMs >= lastMs && floats != null && floats.count() > 0) {
      return true;
    }
    for (int i = 0; i < sealed.length; i += 2) {
      if (SealedChunks.overlaps(sealed, i, fromMs, toMs)) {
        return true;
      }
    }
    XorChunkWriter open = floats;
    if (open != null && open.count() > 0 && open.lastMs() >= fromMs && open.firstMs() <= toMs) {
      return true;
    }
    RareSamples others = rare;
    return others != null && others.mayHaveSamples(fromMs, toMs);
  }

  synchronized void addBlockStarts(long blockMs, Set<Long> into) {
    for (int i = 0; i < sealed.length; i += 2) {
      into.add(BlockGrid.start(SealedChunks.minMs(sealed, i), blockMs));
    }
    XorChunkWriter open = floats;
    if (open != null && open.count() > 0) {
      into.add(BlockGrid.start(open.lastMs(), blockMs));
    }
    if (rare != null) {
      rare.addBlockStarts(blockMs, into);
    }
  }

  synchronized int chunkCount() {
    int open = floats != null && floats.count() > 0 ? 1 : 0;
    return sealed.length / 2 + open + (rare == null ? 0 : rare.chunkCount());
  }

  /** Deletes the samples of the range, ends included. */
  synchronized void delete(long fromMs, long toMs, ChunkSpill spill) {
    if (!mayHaveSamples(fromMs, toMs)) {
      return;
    }
    sealFloats(spill);
    sealHistograms(spill);
    List<Chunk> touched = inOrder(fromMs, toMs, spill);
    sealed = SealedChunks.without(sealed, spill, fromMs, toMs);
    if (rare != null) {
      rare.drop(fromMs, toMs);
    }
    for (Chunk chunk : touched) {
      SampleColumns kept = new SampleColumns();
      kept.clear();
      decode(chunk, Long.MIN_VALUE, fromMs - 1, kept);
      decode(chunk, toMs + 1, Long.MAX_VALUE, kept);
      for (Chunk part : ChunkEncoder.encode(kept)) {
        seal(part.minMs(), part.maxMs(), part.encoding(), part.data(), spill);
      }
    }
  }

  /** Forgets the samples before a border of blocks; true where none are left. */
  synchronized boolean dropBefore(long borderMs, ChunkSpill spill) {
    sealed = SealedChunks.without(sealed, spill, Long.MIN_VALUE, borderMs - 1);
    XorChunkWriter open = floats;
    if (open != null && (open.count() == 0 || open.lastMs() < borderMs)) {
      floats = null;
      open = null;
    }
    RareSamples others = rare;
    if (others != null) {
      others.drop(Long.MIN_VALUE, borderMs - 1);
      if (others.isEmpty()) {
        rare = null;
      }
    }
    return sealed.length == 0 && open == null && rare == null;
  }
}
