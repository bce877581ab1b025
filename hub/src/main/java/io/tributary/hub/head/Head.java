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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All series of the latest hours.
 *
 * <p>Threading: any number of threads append, each with a {@link HeadAppender} of its own, and any
 * number read. What series there are is guarded by a read-write lock, which an append takes for a
 * new series only; each series guards its own samples. While {@link #dropBefore} runs nobody
 * appends.
 */
public final class Head implements AutoCloseable {
  private final long blockMs;
  private final long windowMs;
  private final BlockGrid grid;
  private final ChunkSpill spill;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Changed under the lock, and looked up by appenders without it. */
  private volatile SeriesTable series = new SeriesTable();

  private HeadIndex index = new HeadIndex();

  /** Of the first of the series; guarded by the lock as they are. */
  private SeriesRanks ranks = SeriesRanks.NONE;

  private final AtomicBoolean ranking = new AtomicBoolean();

  private final AtomicLong drops = new AtomicLong();
  private volatile long oldestMs = Long.MIN_VALUE;
  private final AtomicLong latestMs = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong earliestMs = new AtomicLong(Long.MAX_VALUE);

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
   * What a thread appends with.
   *
   * @param untilMs says until when samples are taken; asked again when one lies behind that
   */
  public HeadAppender appender(LongSupplier untilMs) {
    return new HeadAppender(this, untilMs);
  }

  SeriesTable series() {
    return series;
  }

  Appended append(HeadSeries to, long timestampMs, double value) {
    return noted(to.append(timestampMs, value, takenFromMs(), grid, spill), timestampMs);
  }

  Appended append(HeadSeries to, long timestampMs, FloatHistogram histogram) {
    return noted(to.append(timestampMs, histogram, takenFromMs(), grid, spill), timestampMs);
  }

  Appended replace(HeadSeries to, long timestampMs, double value) {
    return noted(to.replace(timestampMs, value, takenFromMs(), grid, spill), timestampMs);
  }

  Appended replace(HeadSeries to, long timestampMs, FloatHistogram histogram) {
    return noted(to.replace(timestampMs, histogram, takenFromMs(), grid, spill), timestampMs);
  }

  /** From when on samples are taken: all that are in no block yet, and late ones for a while. */
  private long takenFromMs() {
    long oldest = oldestMs;
    long latest = latestMs.get();
    // After a start the first that is read may be what came late: nothing says yet how late it is.
    boolean all = oldest == Long.MIN_VALUE || latest == Long.MIN_VALUE;
    return all ? Long.MIN_VALUE : Math.min(oldest, latest - windowMs);
  }

  private Appended noted(Appended appended, long timestampMs) {
    if (appended == Appended.IN_ORDER && timestampMs > latestMs.get()) {
      latestMs.accumulateAndGet(timestampMs, Math::max);
    }
    if (appended != Appended.TOO_OLD && timestampMs < earliestMs.get()) {
      earliestMs.accumulateAndGet(timestampMs, Math::min);
    }
    return appended;
  }

  /** The number of a series, which is added where it is not there. */
  int add(Fingerprint fingerprint, Labels labels) {
    lock.writeLock().lock();
    try {
      int known = series.find(fingerprint, 0);
      return known != SeriesTable.NONE
          ? known
          : series.add(fingerprint, new HeadSeries(index.add(series.size(), labels)));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Does something with the lock that {@link #add} takes, so that it is taken once for many. */
  void withLockOfAdding(Runnable adds) {
    lock.writeLock().lock();
    try {
      adds.run();
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
        all = series.toList();
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
      for (int i = 0; i < series.size(); i++) {
        series.get(i).addBlockStarts(blockMs, starts);
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
      for (int i = 0; i < series.size(); i++) {
        chunks += series.get(i).chunkCount();
      }
      return new HeadStatistics(
          series.size(), chunks, index.labelPairCount(), earliestMs(), latestMs());
    } finally {
      lock.readLock().unlock();
    }
  }

  private List<HeadSeries> sortedSeries() {
    lock.readLock().lock();
    try {
      List<HeadSeries> sorted = series.toList();
      sorted.sort((a, b) -> a.labels.compareTo(b.labels));
      return sorted;
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Forgets the samples before a border of blocks, and the series that then have none. Nobody
   * appends meanwhile.
   */
  public void dropBefore(long borderMs) {
    drops.incrementAndGet();
    oldestMs = borderMs;
    // Never later than the truth: what holds nothing before the border may hold nothing at all.
    earliestMs.set(latestMs() >= borderMs ? Math.max(borderMs, earliestMs()) : Long.MAX_VALUE);
    SeriesTable all = series;
    int[] kept = new int[all.size()];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      if (!all.get(i).dropBefore(borderMs, spill)) {
        kept[count++] = i;
      }
    }
    if (count < kept.length) {
      keep(Arrays.copyOf(kept, count));
    }
  }

  private void keep(int[] numbers) {
    HeadIndex keptIndex = new HeadIndex();
    SeriesTable table = new SeriesTable();
    for (int number : numbers) {
      keptIndex.add(table.addFrom(series, number), series.get(number).labels);
    }
    lock.writeLock().lock();
    try {
      index = keptIndex;
      series = table;
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
    return series.size();
  }

  /** A time at or before the earliest sample's; {@link Long#MAX_VALUE} where there is none. */
  public long earliestMs() {
    return earliestMs.get();
  }

  /** The latest sample's time; {@link Long#MIN_VALUE} before the first. */
  public long latestMs() {
    return latestMs.get();
  }

  @Override
  public void close() throws IOException {
    spill.close();
  }
}
