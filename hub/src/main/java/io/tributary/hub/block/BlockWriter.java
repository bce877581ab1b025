package io.tributary.hub.block;

import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one block. It becomes visible, whole and durable, with {@link #commit}, by the renaming of
 * its folder; a writer closed without that leaves nothing. Of one thread.
 */
public final class BlockWriter implements AutoCloseable {
  static final String DRAFT_SUFFIX = ".tmp-for-creation";

  private final Path folder;
  private final Path draft;
  private final String ulid;
  private final ChunkSegmentWriter chunks;
  private final IndexWriter index;
  private final List<ChunkMeta> metas = new ArrayList<>();
  private long samples;
  private long seriesCount;
  private long chunkCount;
  private long firstMs = Long.MAX_VALUE;
  private long lastMs = Long.MIN_VALUE;
  private boolean sealed;

  /**
   * Begins a block.
   *
   * @param store the folder of all blocks
   * @param ulid the block's name
   * @param texts all texts that the series' labels will have
   */
  public BlockWriter(Path store, String ulid, Set<String> texts) throws IOException {
    this.ulid = ulid;
    folder = store.resolve(ulid);
    draft = Files.createDirectories(store.resolve(ulid + DRAFT_SUFFIX));
    chunks = new ChunkSegmentWriter(draft.resolve("chunks"), ChunkSegmentLayout.MAX_SEGMENT_BYTES);
    index = new IndexWriter(draft.resolve("index"), texts);
  }

  /**
   * Adds a chunk of the series that {@link #endSeries} will name, later than its chunks before.
   *
   * @param times its first and last sample's times; its reference does not matter
   */
  public void addChunk(ChunkMeta times, ChunkEncoding encoding, byte[] data, int offset, int length)
      throws IOException {
    long reference = chunks.write(encoding, data, offset, length);
    metas.add(new ChunkMeta(times.minMs(), times.maxMs(), reference));
    firstMs = Math.min(firstMs, times.minMs());
    lastMs = Math.max(lastMs, times.maxMs());
    // Each encoding begins with the count of its samples.
    samples += (data[offset] & 0xff) << 8 | (data[offset + 1] & 0xff);
  }

  /** Ends a series, its labels greater than the last one's. One without chunks is left out. */
  public void endSeries(Labels labels) throws IOException {
    if (metas.isEmpty()) {
      return;
    }
    index.addSeries(labels, metas);
    seriesCount++;
    chunkCount += metas.size();
    metas.clear();
  }

  /** Whether no series has been added. */
  public boolean isEmpty() {
    return seriesCount == 0;
  }

  /** The earliest sample's time. */
  public long firstMs() {
    return firstMs;
  }

  /** The latest sample's time. */
  public long lastMs() {
    return lastMs;
  }

  /**
   * Makes the block durable and visible.
   *
   * @param minMs the earliest time it covers, inclusive
   * @param maxMs the latest time it covers, exclusive
   * @param log how much of the log is in blocks with this one; null where nothing can be said
   * @return what it holds
   */
  public BlockMeta commit(
      long minMs, long maxMs, BlockMeta.Compaction compaction, @Nullable LogMark log)
      throws IOException {
    seal();
    Tombstones.NONE.write(draft);
    BlockMeta.Stats stats = new BlockMeta.Stats(samples, seriesCount, chunkCount, 0);
    BlockMeta meta = new BlockMeta(ulid, minMs, maxMs, stats, compaction, log);
    meta.write(draft);
    BlockFile.syncFolder(draft);
    Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    Path store = folder.getParent();
    if (store != null) {
      BlockFile.syncFolder(store);
    }
    return meta;
  }

  private void seal() throws IOException {
    sealed = true;
    try (chunks) {
      index.close();
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    if (!sealed) {
      seal();
    }
    if (Files.exists(draft)) {
      deleteFolder(draft);
    }
  }

  /** Deletes a folder and all in it. */
  public static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(BlockWriter::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
