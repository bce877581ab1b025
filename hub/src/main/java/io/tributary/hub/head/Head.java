package io.tributary.hub.head;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.BlockWriter;
import io.tributary.hub.block.LogMark;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.hub.index.SeriesFinder;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.Selection;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All series of the latest hours.
 *
 * <p>Threading: one thread appends; any number read. What series there are is guarded by a
 * read-write lock, which an append takes for a new series only; each series guards its own samples.
 */
public final class Head implements AutoCloseable {
  private final long blockMs;
  private final long windowMs;
  private final BlockGrid grid;
  private final ChunkSpill spill;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Read without the lock by the one thread that appends, which alone changes it. */
  private SeriesTable byFingerprint = new SeriesTable();

  private List<HeadSeries> series = new ArrayList<>();
  private HeadIndex index = new HeadIndex();

  /** Of the first of the series; guarded by the lock as they are. */
  private SeriesRanks ranks = SeriesRanks.NONE;

  private final AtomicBoolean ranking = new AtomicBoolean();

  private final AtomicLong drops = new AtomicLong();
  private volatile long oldestMs = Long.MIN_VALUE;
  private volatile long latestMs = Long.MIN_VALUE;
  private volatile long earliestMs = Long.MAX_VALUE;

  /**
   * A head whose blocks are so long, and that takes samples so much older than the latest.
   *
   * @param folder for sealed chunks: of its own, emptied at once
   */
  public Head(long blockMs, long windowMs, Path folder) throws IOException {
    this.blockMs = blockMs;
    this.windowMs = windowMs;
    grid = new BlockGrid(blockMs);
    spill = new ChunkSpill(folder);
  }

  /**
   * Appends a sample.
   *
   * @param labels asked for where the series is new
   */
  public Appended append(
      Fingerprint fingerprint, Supplier<Labels> labels, long timestampMs, double value) {
    Appended appended =
        of(fingerprint, labels).append(timestampMs, value, takenFromMs(), grid, spill);
    noteTime(appended, timestampMs);
    return appended;
  }

  /** As the other, of a native histogram. */
  public Appended append(
      Fingerprint fingerprint,
      Supplier<Labels> labels,
      long timestampMs,
      FloatHistogram histogram) {
    Appended appended =
        of(fingerprint, labels).append(timestampMs, histogram, takenFromMs(), grid, spill);
    noteTime(appended, timestampMs);
    return appended;
  }

  /** As {@code append}, but what is there at this time already makes way. */
  public Appended replace(
      Fingerprint fingerprint, Supplier<Labels> labels, long timestampMs, double value) {
    Appended appended =
        of(fingerprint, labels).replace(timestampMs, value, takenFromMs(), grid, spill);
    noteTime(appended, timestampMs);
    return appended;
  }

  /** From when on samples are taken: all that are in no block yet, and late ones for a while. */
  private long takenFromMs() {
    long oldest = oldestMs;
    return oldest == Long.MIN_VALUE ? oldest : Math.min(oldest, latestMs - windowMs);
  }

  private void noteTime(Appended appended, long timestampMs) {
    if (appended == Appended.IN_ORDER && timestampMs > latestMs) {
      latestMs = timestampMs;
    }
    if (appended != Appended.TOO_OLD && timestampMs < earliestMs) {
      earliestMs = timestampMs;
    }
  }

  private HeadSeries of(Fingerprint fingerprint, Supplier<Labels> labels) {
    HeadSeries known = byFingerprint.get(fingerprint);
    return known != null ? known : add(fingerprint, labels.get());
  }

  private HeadSeries add(Fingerprint fingerprint, Labels labels) {
    lock.writeLock().lock();
    try {
      HeadSeries added = new HeadSeries(fingerprint, index.add(series.size(), labels));
      byFingerprint.add(added);
      series.add(added);
      return added;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The series that match now and may have samples in the range, in order of their labels. */
  public List<Found> find(Selection selection) {
    HeadSeries[] sorted = sorted(selection);
    List<Found> found = new ArrayList<>(sorted.length);
    for (HeadSeries one : sorted) {
      if (one.mayHaveSamples(selection.fromMs(), selection.toMs())) {
        found.add(new Found(one, spill));
      }
    }
    return found;
  }

  private HeadSeries[] sorted(Selection selection) {
    int[] numbers;
    HeadSeries[] found;
    SeriesRanks known;
    List<HeadSeries> all = List.of();
    lock.readLock().lock();
    try {
      numbers = SeriesFinder.find(index, selection.matchers(), selection.checkpoint());
      found = new HeadSeries[numbers.length];
      for (int i = 0; i < found.length; i++) {
        found[i] = series.get(numbers[i]);
      }
      known = ranks;
      if (known.isBehind(numbers, series.size()) && ranking.compareAndSet(false, true)) {
        all = new ArrayList<>(series);
      }
    } catch (IOException e) {
      throw new IllegalStateException("an index in memory has no files to fail", e);
    } finally {
      lock.readLock().unlock();
    }
    if (!all.isEmpty()) {
      known = extend(known, all);
    }
    known.sort(found, numbers);
    return found;
  }

  /** Outside the lock, and by one query at a time: it takes a second for a million series. */
  private SeriesRanks extend(SeriesRanks known, List<HeadSeries> all) {
    try {
      SeriesRanks extended = known.extendedTo(all);
      publish(known, extended);
      return extended;
    } finally {
      ranking.set(false);
    }
  }

  private void publish(SeriesRanks known, SeriesRanks extended) {
    lock.writeLock().lock();
    try {
      // Series that are gone meanwhile have given others their numbers.
      if (ranks == known) {
        ranks = extended;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** A series that was found; its samples may grow while it is held. */
  public static final class Found {
    private final HeadSeries series;
    private final ChunkSpill spill;

    Found(HeadSeries series, ChunkSpill spill) {
      this.series = series;
      this.spill = spill;
    }

    /** Its labels. */
    public Labels labels() {
      return series.labels;
    }

    /** Appends its samples of the range to {@code into}, whose buffers are its own. */
    public void read(long fromMs, long toMs, SampleColumns into) {
      series.read(fromMs, toMs, into, spill);
    }

    /** As {@link #read}, but only the latest sample need be given. */
    public void readLatest(long fromMs, long toMs, SampleColumns into) {
      series.readLatest(fromMs, toMs, into, spill);
    }

    /**
     * Gives the chunks that overlap the range, ascending and apart from each other, to the visitor.
     * Their bytes stay as they are.
     */
    public void chunks(long fromMs, long toMs, Block.ChunkVisitor visitor) throws IOException {
      for (Chunk chunk : series.chunks(fromMs, toMs, spill)) {
        chunk.visit(visitor);
      }
    }
  }

  /** Asks something of the index, whose answers must not be kept beyond. */
  public <T> T ask(Question<T> question) {
    lock.readLock().lock();
    try {
      return question.of(index);
    } catch (IOException e) {
      throw new IllegalStateException("an index in memory has no files to fail", e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** What may be asked of an index. */
  @FunctionalInterface
  public interface Question<T> {
    /** The answer. */
    T of(PostingsIndex index) throws IOException;
  }

  /**
   * Writes the samples from {@code fromMs} on and before {@code toMs}, borders of blocks, as a
   * block of that range. The head keeps them until {@link #dropBefore}.
   *
   * @param log how much of the log is in blocks with this one; null where it is not the last
   * @return the block's meta, or null where there are no samples
   */
  public @Nullable BlockMeta writeBlock(
      Path store, String ulid, long fromMs, long toMs, @Nullable LogMark log) throws IOException {
    try (BlockWriter writer = write(store, ulid, fromMs, toMs)) {
      return writer.isEmpty()
          ? null
          : writer.commit(fromMs, toMs, BlockMeta.Compaction.first(ulid), log);
    }
  }

  /**
   * Writes all samples as a block of just the range that they have, as they are now.
   *
   * @return the block's meta, or null where there are no samples
   */
  public @Nullable BlockMeta writeSnapshot(Path store, String ulid) throws IOException {
    try (BlockWriter writer = write(store, ulid, Long.MIN_VALUE, Long.MAX_VALUE)) {
      return writer.isEmpty()
          ? null
          : writer.commit(
              writer.firstMs(), writer.lastMs() + 1, BlockMeta.Compaction.first(ulid), null);
    }
  }

  private BlockWriter write(Path store, String ulid, long fromMs, long toMs) throws IOException {
    List<HeadSeries> sorted = sortedSeries();
    Set<String> symbols = new HashSet<>();
    lock.readLock().lock();
    try {
      index.addTexts(symbols);
    } finally {
      lock.readLock().unlock();
    }
    BlockWriter writer = new BlockWriter(store, ulid, symbols);
    try {
      for (HeadSeries one : sorted) {
        for (Chunk chunk : one.chunks(fromMs, toMs - 1, spill)) {
          chunk.visit(writer::addChunk);
        }
        writer.endSeries(one.labels);
      }
      return writer;
    } catch (IOException | RuntimeException e) {
      try (writer) {
        throw e;
      }
    }
  }

  /**
   * Deletes what the matching series have in the range now, both ends inclusive. A series that then
   * has nothing is forgotten with the next {@link #dropBefore}. Any thread.
   */
  public void delete(List<Matcher> matchers, long fromMs, long toMs) {
    for (Found found : find(new Selection(matchers, fromMs, toMs))) {
      found.series.delete(fromMs, toMs, spill);
    }
  }

  /** Where the blocks begin that would hold the samples before a border, ascending. */
  public SortedSet<Long> blockStarts(long borderMs) {
    SortedSet<Long> starts = new TreeSet<>();
    lock.readLock().lock();
    try {
      for (HeadSeries one : series) {
        one.addBlockStarts(blockMs, starts);
      }
      return starts.headSet(borderMs);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** What it holds now. Walks through all series. Any thread. */
  public HeadStatistics statistics() {
    lock.readLock().lock();
    try {
      long chunks = 0;
      for (HeadSeries one : series) {
        chunks += one.chunkCount();
      }
      return new HeadStatistics(
          series.size(), chunks, index.labelPairCount(), earliestMs, latestMs);
    } finally {
      lock.readLock().unlock();
    }
  }

  private List<HeadSeries> sortedSeries() {
    lock.readLock().lock();
    try {
      List<HeadSeries> sorted = new ArrayList<>(series);
      sorted.sort((a, b) -> a.labels.compareTo(b.labels));
      return sorted;
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Forgets the samples before a border of blocks, and the series that then have none. On the
   * thread that appends.
   */
  public void dropBefore(long borderMs) {
    drops.incrementAndGet();
    oldestMs = borderMs;
    // Never later than the truth: what holds nothing before the border may hold nothing at all.
    earliestMs = latestMs >= borderMs ? Math.max(borderMs, earliestMs) : Long.MAX_VALUE;
    List<HeadSeries> kept = new ArrayList<>(series.size());
    int[] numbers = new int[series.size()];
    for (int i = 0; i < numbers.length; i++) {
      HeadSeries one = series.get(i);
      if (!one.dropBefore(borderMs, spill)) {
        numbers[kept.size()] = i;
        kept.add(one);
      }
    }
    if (kept.size() < series.size()) {
      keep(kept, Arrays.copyOf(numbers, kept.size()));
    }
  }

  private void keep(List<HeadSeries> kept, int[] numbers) {
    HeadIndex keptIndex = new HeadIndex();
    SeriesTable table = new SeriesTable();
    for (int i = 0; i < kept.size(); i++) {
      keptIndex.add(i, kept.get(i).labels);
      table.add(kept.get(i));
    }
    lock.writeLock().lock();
    try {
      byFingerprint = table;
      index = keptIndex;
      series = kept;
      ranks = ranks.of(numbers);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** How often it has forgotten samples; counted before it does so. */
  public long drops() {
    return drops.get();
  }

  /** How many series there are. */
  public int seriesCount() {
    lock.readLock().lock();
    try {
      return series.size();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** What was appended of before this time lies in blocks, but for late samples since. */
  public long oldestMs() {
    return oldestMs;
  }

  /** A time at or before the earliest sample's; {@link Long#MAX_VALUE} where there is none. */
  public long earliestMs() {
    return earliestMs;
  }

  /** The latest sample's time; {@link Long#MIN_VALUE} before the first. */
  public long latestMs() {
    return latestMs;
  }

  @Override
  public void close() throws IOException {
    spill.close();
  }
}
