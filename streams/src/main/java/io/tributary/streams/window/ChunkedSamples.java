package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a series that some rule looks at over a long time, in chunks with summaries, so
 * that a long window touches samples at its edges only: {@link ChunkWindows}.
 *
 * <pre>
 *            chunk 7         chunk 8         chunk 9        open chunk
 *       |.  .  .  .  .  |.  .  .  .  .  |.  .  .  .  .  |.  .  .
 *              (----------------------------------------------]      window
 *               samples     summary         summary       summary or samples
 * </pre>
 *
 * Chunk k has the samples of timestamps from k times {@link #LENGTH_MS}, shifted by a phase that is
 * the series' own lest all series begin chunks at once. So which samples are in a chunk follows
 * from their timestamps alone, and what is known of it from them alone: neither the order in which
 * they came nor a restart changes any bit of a result.
 *
 * <p>Of one thread.
 */
final class ChunkedSamples {
  static final long LENGTH_MS = 20 * 60_000;

  /** What a chunk takes without its samples. */
  private static final int CHUNK_BYTES = 152;

  final int seriesId;

  /** Among the series that have chunks: small, and of others after it. */
  final int number;

  final ChunkStore store;
  final PackedSamples open;
  final RangeSummary openSummary = new RangeSummary();
  final EndedChunks ended = new EndedChunks();

  final Middles middles = new Middles();

  /** Null where no window ended before the latest sample. */
  @Nullable RightEdge rightEdge;

  private final long phaseMs;
  private long openNumber;

  /** Of what is remembered of windows. */
  private long generation;

  private boolean changed;

  /** The chunk that late samples last came into, and what it has then; null where none is open. */
  private @Nullable Chunk late;

  private PackedSamples latePacked;

  /** Whether the chunk lacks some of them. */
  private boolean lateChanged;

  /**
   * Without chunks.
   *
   * @param open where the samples of the open chunk go, which has none
   * @param phaseMs any number that is the series' own
   */
  ChunkedSamples(PackedSamples open, int seriesId, long phaseMs, ChunkStore store) {
    this.open = open;
    this.latePacked = open;
    this.seriesId = seriesId;
    this.phaseMs = Math.floorMod(phaseMs, LENGTH_MS);
    this.store = store;
    this.number = store.newNumber();
    this.generation = store.newGeneration();
    openSummary.clear();
  }

  /** The number of the chunk that a sample of this time belongs to. */
  long numberOf(long timestampMs) {
    long within = Math.clamp(timestampMs, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    return Math.floorDiv(within + phaseMs, LENGTH_MS);
  }

  /** The last millisecond of a chunk. */
  private long endMs(long number) {
    return (number + 1) * LENGTH_MS - phaseMs - 1;
  }

  /** What was remembered of windows in another generation is not so any more. */
  long generation() {
    return generation;
  }

  /** Whether this is the number of the open chunk, and there is one. */
  boolean isOpen(long number) {
    return number == openNumber && !open.isEmpty();
  }

  /** The number of the open chunk; {@link Long#MIN_VALUE} where there is none. */
  long openNumber() {
    return open.isEmpty() ? Long.MIN_VALUE : openNumber;
  }

  /** Puts in a sample, unless there is one of this timestamp; false where there is. */
  boolean add(long timestampMs, long bits) {
    long number = numberOf(timestampMs);
    long newest = open.isEmpty() ? ended.newest() : openNumber;
    if (number > newest) {
      seal();
      openNumber = number;
    }
    if (open.isEmpty() ? number <= ended.newest() : number < openNumber) {
      return addEnded(number, timestampMs, bits);
    }
    boolean last = open.isEmpty() || timestampMs > open.lastMs();
    if (!open.add(timestampMs, bits, Long.MIN_VALUE)) {
      return false;
    }
    if (last) {
      Chunk.append(timestampMs, Double.longBitsToDouble(bits), openSummary);
    } else {
      summarizeAnew(open, openSummary);
    }
    return true;
  }

  /** The same, but in place of one of this timestamp; false where it is there already. */
  boolean put(long timestampMs, long bits) {
    if (add(timestampMs, bits)) {
      return true;
    }
    boolean inOpen = isOpen(numberOf(timestampMs));
    // What is in an ended chunk was unpacked when it was found to be there.
    PackedSamples there = inOpen ? open : latePacked;
    if (!there.put(timestampMs, bits)) {
      return false;
    }
    summarizeAnew(there, inOpen ? openSummary : Objects.requireNonNull(late).summary);
    if (!inOpen) {
      lateChanged = true;
      changed = true;
    }
    return true;
  }

  private void summarizeAnew(PackedSamples samples, RangeSummary summary) {
    forgetMemories();
    summary.clear();
    store.columns.clear();
    samples.read(Long.MIN_VALUE, Long.MAX_VALUE, store.columns);
    Chunk.summarize(store.columns, summary);
  }

  /** Ends the open chunk, if there is one. */
  private void seal() {
    if (open.isEmpty()) {
      return;
    }
    Chunk chunk = new Chunk(openNumber);
    chunk.summary.append(openSummary);
    store.change(chunk, ChunkLayout.encode(open));
    ended.insert(chunk);
    open.restart();
    openSummary.clear();
    changed = true;
  }

  /** A sample that comes late, into a chunk that has ended. */
  private boolean addEnded(long number, long timestampMs, long bits) {
    Chunk last = late;
    if (last == null || last.number != number) {
      closeLate();
      last = loadLate(number);
    }
    if (!latePacked.isEmpty() && timestampMs <= latePacked.lastMs()) {
      if (!latePacked.add(timestampMs, bits, Long.MIN_VALUE)) {
        return false;
      }
      summarizeAnew(latePacked, last.summary);
    } else {
      latePacked.add(timestampMs, bits, Long.MIN_VALUE);
      Chunk.append(timestampMs, Double.longBitsToDouble(bits), last.summary);
    }
    lateChanged = true;
    changed = true;
    forgetMemories();
    return true;
  }

  /** What was known of some chunk is not so any more. */
  private void forgetMemories() {
    generation = store.newGeneration();
    middles.clear();
    rightEdge = null;
  }

  /** Unpacks a chunk for late samples, which usually come many after the other; makes it if new. */
  private Chunk loadLate(long number) {
    Chunk there = ended.of(number);
    Chunk chunk = there == null ? new Chunk(number) : there;
    latePacked = new PackedSamples();
    if (there == null) {
      ended.insert(chunk);
    } else {
      SampleColumns samples = store.columns;
      samples.clear();
      ChunkLayout.read(store.packed(seriesId, chunk), Long.MIN_VALUE, Long.MAX_VALUE, samples);
      for (int i = samples.from; i < samples.to; i++) {
        long bits = Double.doubleToRawLongBits(samples.values[i]);
        latePacked.add(samples.timestamps[i], bits, Long.MIN_VALUE);
      }
    }
    late = chunk;
    return chunk;
  }

  /** Packs the chunk that late samples came into: to be called before any chunk is read. */
  void settle() {
    Chunk chunk = late;
    if (chunk != null && lateChanged) {
      store.change(chunk, ChunkLayout.encode(latePacked));
    }
    lateChanged = false;
  }

  private void closeLate() {
    settle();
    late = null;
    latePacked = open;
  }

  /** Takes a chunk that the log has; numbers ascend. */
  void restore(long number, byte[] packed) {
    Chunk chunk = new Chunk(number);
    store.columns.clear();
    ChunkLayout.readStored(packed, store.columns);
    Chunk.summarize(store.columns, chunk.summary);
    ended.insert(chunk);
    store.load(chunk, packed);
  }

  /** Ends the open chunk where its time is over, and writes all ended ones that the log lacks. */
  void write(long watermarkMs) {
    if (!open.isEmpty() && endMs(openNumber) <= watermarkMs) {
      seal();
    }
    closeLate();
    for (int i = 0; changed && i < ended.size(); i++) {
      if (ended.at(i).changed) {
        store.write(seriesId, ended.at(i));
      }
    }
    changed = false;
  }

  /** Forgets chunks that have no later sample. */
  void forgetUntil(long untilMs) {
    closeLate();
    while (!ended.isEmpty() && endMs(ended.at(0).number) <= untilMs) {
      store.delete(seriesId, ended.at(0));
      ended.removeFirst();
    }
    if (!open.isEmpty() && open.lastMs() <= untilMs) {
      open.clear();
      openSummary.clear();
      forgetMemories();
    }
  }

  /** Forgets everything, in the log too. */
  void delete() {
    forgetUntil(Long.MAX_VALUE);
    store.kept.forget(number);
    store.release(number);
  }

  /** Appends the samples of {@code fromMs..toMs}, both inclusive. */
  void read(long fromMs, long toMs, SampleColumns into) {
    settle();
    long last = numberOf(toMs);
    int i = ended.firstFrom(numberOf(fromMs));
    while (i < ended.size() && ended.at(i).number <= last) {
      ChunkLayout.read(store.packed(seriesId, ended.at(i)), fromMs, toMs, into);
      i++;
    }
    open.read(fromMs, toMs, into);
  }

  /** Appends at least the last sample of {@code fromMs..toMs}, where there is any. */
  void readLatest(long fromMs, long toMs, SampleColumns into) {
    if (!open.isEmpty() && open.lastMs() <= toMs) {
      open.readLatest(fromMs, toMs, into);
    } else {
      read(fromMs, toMs, into);
    }
  }

  /** Bytes of memory that chunks take, without the samples of any. */
  long bytes() {
    return (long) ended.size() * CHUNK_BYTES;
  }
}
