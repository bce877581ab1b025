package io.tributary.streams.window;

import io.tributary.promql.source.SampleColumns;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The samples of all chunks of a task: those that the log lacks are in memory, and of the others
 * those used of late, up to so many bytes; what is not is read when it is needed. Of one thread.
 */
final class ChunkStore {
  /** Room for calculations within one call. */
  final SampleColumns columns = new SampleColumns();

  /** Evaluates windows over its chunks. */
  final ChunkWindows windows = new ChunkWindows();

  /** Of the series that have chunks, by their numbers. */
  final KeptEnds kept = new KeptEnds();

  private final WindowLog log;
  private final long limitBytes;
  private final Deque<Loaded> loaded = new ArrayDeque<>();
  private long loadedBytes;
  private long changedBytes;
  private final Deque<Integer> freeNumbers = new ArrayDeque<>();
  private int nextNumber;
  private long lastGeneration;

  /** A chunk with what was in memory of it when it came here. */
  private static final class Loaded {
    final Chunk chunk;
    final byte[] packed;

    Loaded(Chunk chunk, byte[] packed) {
      this.chunk = chunk;
      this.packed = packed;
    }
  }

  /**
   * A store without chunks.
   *
   * @param limitBytes of samples in memory that the log has too
   */
  ChunkStore(WindowLog log, long limitBytes) {
    this.log = log;
    this.limitBytes = limitBytes;
  }

  /** A small number that no other series has. */
  int newNumber() {
    Integer free = freeNumbers.poll();
    return free == null ? nextNumber++ : free;
  }

  /** A number that no other series had or has. */
  long newGeneration() {
    lastGeneration++;
    return lastGeneration;
  }

  /** A series that is no more had this number. */
  void release(int number) {
    freeNumbers.add(number);
  }

  /** The samples of a chunk, in {@link ChunkLayout}. */
  byte[] packed(int seriesId, Chunk chunk) {
    chunk.used = true;
    byte[] packed = chunk.packed;
    if (packed != null) {
      return packed;
    }
    byte[] stored = log.chunk(seriesId, chunk.number);
    if (stored == null) {
      throw new CorruptStateException(
          "chunk " + chunk.number + " of series " + seriesId + " is not in the state store");
    }
    load(chunk, stored);
    return stored;
  }

  /** A chunk has these samples from now on, which the log does not know of yet. */
  void change(Chunk chunk, byte[] packed) {
    changedBytes += packed.length;
    chunk.packed = packed;
    chunk.changed = true;
  }

  /** Writes a changed chunk to the log. */
  void write(int seriesId, Chunk chunk) {
    byte[] packed = packed(seriesId, chunk);
    log.putChunk(seriesId, chunk.number, packed);
    chunk.changed = false;
    load(chunk, packed);
  }

  /** All changed chunks are written. */
  void allWritten() {
    changedBytes = 0;
  }

  /** A chunk's samples, as the log has them. */
  void load(Chunk chunk, byte[] packed) {
    chunk.packed = packed;
    loaded.add(new Loaded(chunk, packed));
    loadedBytes += packed.length;
    while (loadedBytes > limitBytes && loaded.size() > 1) {
      unload(loaded.remove());
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very same array is the point
  private void unload(Loaded oldest) {
    Chunk chunk = oldest.chunk;
    if (chunk.packed == oldest.packed && !chunk.changed) {
      if (chunk.used) {
        chunk.used = false;
        loaded.add(oldest);
        return;
      }
      chunk.packed = null;
    }
    loadedBytes -= oldest.packed.length;
  }

  void delete(int seriesId, Chunk chunk) {
    chunk.packed = null;
    log.deleteChunk(seriesId, chunk.number);
  }

  /** At most how many bytes of samples are in memory because the log lacks them. */
  long changedBytes() {
    return changedBytes;
  }

  /** Bytes of samples in memory that the log has too. */
  long loadedBytes() {
    return loadedBytes;
  }
}
