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

/**
 * A block on disk, open for reading. Memory-mapped: its files' pages are the system's to keep or
 * drop.
 *
 * <p>Threading: any number of threads read. Whoever closes it makes sure that nobody reads any
 * more.
 */
public final class Block implements AutoCloseable {
  private final Path folder;
  private final BlockMeta meta;
  private final Arena arena;
  private final IndexReader index;
  private final ChunkSegments segments;
  private final Tombstones tombstones;

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

  /** The series that match. */
  public int[] find(List<Matcher> matchers) throws IOException {
    return SeriesFinder.find(index, matchers);
  }

  /** The labels of a series that the index named. */
  public Labels labels(int series) throws IOException {
    return index.labels(series);
  }

  /** Where the chunks of a series are, ascending. */
  public List<ChunkMeta> chunkMetas(int series) throws IOException {
    List<ChunkMeta> metas = new ArrayList<>();
    index.series(series, metas);
    return metas;
  }

  /**
   * Gives the chunks of a series that overlap the range, ascending, to the visitor.
   *
   * @throws CorruptBlockException where one cannot be read
   */
  public void chunks(int series, long fromMs, long toMs, ChunkVisitor visitor) throws IOException {
    ChunkSegments.ChunkBytes bytes = new ChunkSegments.ChunkBytes();
    for (ChunkMeta chunk : chunkMetas(series)) {
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
