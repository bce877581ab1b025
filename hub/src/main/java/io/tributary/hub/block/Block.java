package io.tributary.hub.block;

import io.tributary.hub.chunk.CorruptChunkException;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.hub.index.SeriesFinder;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A block on disk, open for reading. Memory-mapped: its files' pages are the system's to keep or
 * drop.
 *
 * <p>Threading: any number of threads read. Whoever closes it makes sure that nobody reads any
 * more.
 */
public final class Block implements AutoCloseable {
  private final Path folder;
  private volatile BlockMeta meta;
  private final Arena arena;
  private final IndexReader index;
  private final ChunkSegments segments;
  private volatile Tombstones tombstones;

  private Block(Path folder, Arena arena) throws IOException {
    this.folder = folder;
    this.arena = arena;
    meta = BlockMeta.read(folder);
    index = new IndexReader(folder.resolve("index"), arena);
    segments = new ChunkSegments(folder.resolve("chunks"), arena);
    tombstones = Tombstones.read(folder);
  }

  /**
   * Opens the block in this folder.
   *
   * @throws CorruptBlockException where a file of it is not what the format says
   */
  public static Block open(Path folder) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new Block(folder, arena);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** What it says of itself. */
  public BlockMeta meta() {
    return meta;
  }

  /** Its folder. */
  public Path folder() {
    return folder;
  }

  /** Which series it has; their numbers are this block's own. */
  public PostingsIndex index() {
    return index;
  }

  /** Adds all texts that its series' labels have. */
  public void addTexts(Set<String> into) throws IOException {
    index.addTexts(into);
  }

  /**
   * The series that match.
   *
   * @param checkpoint run now and then; what it throws ends the search
   */
  public int[] find(List<Matcher> matchers, Runnable checkpoint) throws IOException {
    return SeriesFinder.find(index, matchers, checkpoint);
  }

  /** The series of exactly these labels; -1 where there is none. */
  public int find(Labels exactly) throws IOException {
    List<Matcher> matchers = new ArrayList<>();
    for (int i = 0; i < exactly.size(); i++) {
      matchers.add(Matcher.equal(exactly.name(i), exactly.value(i)));
    }
    for (int series : find(matchers, () -> {})) {
      if (labels(series).equals(exactly)) {
        return series;
      }
    }
    return -1;
  }

  /** The labels of a series that the index named. */
  public Labels labels(int series) throws IOException {
    return index.labels(series);
  }

  /**
   * The labels of a series, whose chunks that overlap the range and are not deleted as a whole are
   * put into {@code chunks}, ascending, in place of what it holds: reading both at once takes half
   * the time.
   */
  public Labels series(int series, long fromMs, long toMs, List<ChunkMeta> chunks)
      throws IOException {
    Labels labels = index.series(series, chunks);
    List<Tombstones.Interval> deleted = tombstones.of(series);
    chunks.removeIf(
        chunk -> chunk.minMs() > toMs || chunk.maxMs() < fromMs || isCovered(chunk, deleted));
    return labels;
  }

  /** Where the chunks of a series are, ascending. */
  public List<ChunkMeta> chunkMetas(int series) throws IOException {
    List<ChunkMeta> metas = new ArrayList<>();
    index.chunks(series, metas);
    return metas;
  }

  /**
   * Gives the chunks of a series that overlap the range, ascending, to the visitor.
   *
   * @throws CorruptBlockException where one cannot be read
   */
  public void chunks(int series, long fromMs, long toMs, ChunkVisitor visitor) throws IOException {
    chunks(chunkMetas(series), fromMs, toMs, visitor);
  }

  /** The same of chunks of a series that {@link #series} found. */
  public void chunks(List<ChunkMeta> chunks, long fromMs, long toMs, ChunkVisitor visitor)
      throws IOException {
    ChunkSegments.ChunkBytes bytes = new ChunkSegments.ChunkBytes();
    for (ChunkMeta chunk : chunks) {
      if (chunk.maxMs() >= fromMs && chunk.minMs() <= toMs) {
        segments.read(chunk.reference(), bytes);
        try {
          ChunkEncoding encoding = ChunkEncoding.of(bytes.encoding());
          visitor.visit(chunk, encoding, bytes.array(), bytes.offset(), bytes.length());
        } catch (CorruptChunkException e) {
          throw new CorruptBlockException(folder, "the chunk " + chunk + ": " + e.getMessage(), e);
        }
      }
    }
  }

  /** Takes the bytes of a chunk, which are the visitor's only during the call. */
  @FunctionalInterface
  public interface ChunkVisitor {
    /** A chunk, its data from {@code offset} on. */
    void visit(ChunkMeta chunk, ChunkEncoding encoding, byte[] data, int offset, int length)
        throws IOException;
  }

  /**
   * Deletes what the matching series have in the range, both ends inclusive: they are not read any
   * more, and gone when the block is merged or its tombstones are cleaned. Of one thread at a time.
   */
  public void delete(List<Matcher> matchers, long fromMs, long toMs) throws IOException {
    Map<Integer, Tombstones.Interval> deleted = new TreeMap<>();
    for (int series : find(matchers, () -> {})) {
      List<ChunkMeta> chunks = chunkMetas(series);
      if (overlaps(chunks, fromMs, toMs)) {
        deleted.put(
            series,
            new Tombstones.Interval(
                Math.max(fromMs, chunks.getFirst().minMs()),
                Math.min(toMs, chunks.getLast().maxMs())));
      }
    }
    if (!deleted.isEmpty()) {
      Tombstones all = tombstones.with(deleted);
      all.write(folder);
      tombstones = all;
      BlockMeta counted = meta.withTombstones(all.count());
      counted.write(folder);
      meta = counted;
    }
  }

  private static boolean overlaps(List<ChunkMeta> chunks, long fromMs, long toMs) {
    for (ChunkMeta chunk : chunks) {
      if (chunk.minMs() <= toMs && chunk.maxMs() >= fromMs) {
        return true;
      }
    }
    return false;
  }

  private static boolean isCovered(ChunkMeta chunk, List<Tombstones.Interval> deleted) {
    for (Tombstones.Interval interval : deleted) {
      if (interval.minMs() <= chunk.minMs() && interval.maxMs() >= chunk.maxMs()) {
        return true;
      }
    }
    return false;
  }

  /** How many stretches of time are deleted from its series, each series by itself. */
  public long tombstoneCount() {
    return tombstones.count();
  }

  /** Whether a sample of the series at this time was deleted. */
  public boolean isDeleted(int series, long timestampMs) {
    for (Tombstones.Interval interval : tombstones.of(series)) {
      if (timestampMs >= interval.minMs() && timestampMs <= interval.maxMs()) {
        return true;
      }
    }
    return false;
  }

  /** Whether samples of the series were deleted at all. */
  public boolean hasDeleted(int series) {
    return !tombstones.of(series).isEmpty();
  }

  @Override
  public void close() {
    arena.close();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
