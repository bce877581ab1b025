package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.LogMark;
import io.tributary.hub.block.Ulid;
import io.tributary.hub.head.Head;
import io.tributary.hub.head.HeadAppender;
import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Matcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's series: the latest hours in memory, the rest in blocks on disk. It has no log of its
 * own, since Kafka is the log: who appends may commit the offsets of what {@link #cut} has made
 * durable, and no others.
 *
 * <p>Threading: one thread cuts, while nobody appends; any thread does the rest, and any number
 * append at once.
 */
public final class HubStore implements SeriesSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HubStore.class);

  /** As Prometheus's receiver of remote write: a clock that is further ahead is wrong. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final StoreConfig config;
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();
  private final Blocks blocks;
  private final Head head;
  private final StoreReader reader;
  private final HeadDeletions deletions;
  private final Compactor compactor;

  /** Held by whoever adds, removes or changes blocks. */
  private final ReentrantLock changes = new ReentrantLock();

  /** Held by whoever rewrites or drops blocks, before {@link #changes}. */
  private final ReentrantLock rewriting = new ReentrantLock();

  private volatile LogMark durable = LogMark.NONE;
  private volatile boolean rebuilt;

  /** Opens the store; blocks that cannot be read are set aside, and logged. */
  public HubStore(StoreConfig config, InstantSource clock) throws IOException {
    this.config = config;
    this.clock = clock;
    blocks = new Blocks(config.folder(), clock);
    head =
        new Head(
            config.blockMs(),
            config.lateWindow().toMillis(),
            config.folder().resolve("head-chunks"));
    reader = new StoreReader(blocks, head);
    deletions = new HeadDeletions(config.folder());
    compactor = new Compactor(config, clock, random, blocks, changes);
    for (Block block : blocks.open()) {
      LogMark mark = block.meta().log();
      if (mark != null && mark.untilMs() > durable.untilMs()) {
        durable = mark;
      }
    }
    if (durable.untilMs() > Long.MIN_VALUE) {
      head.dropBefore(durable.untilMs());
    }
  }

  /** How much of the log is in blocks. */
  public LogMark durable() {
    return durable;
  }

  /** What a thread appends with; samples of the future are not taken. */
  public HeadAppender appender() {
    return head.appender(() -> clock.millis() + AHEAD.toMillis());
  }

  /** The head has all that the log had at the start. */
  public void rebuilt() {
    changes.lock();
    try {
      deletions.applyTo(head);
      rebuilt = true;
    } finally {
      changes.unlock();
    }
  }

  /**
   * Cuts the blocks that are due: those whose time ended half a block's length ago. Late samples of
   * earlier times become blocks of their own, which overlap others until they are merged.
   *
   * @param positions the next offset of each partition of the log; what is before was appended
   * @param untilMs all samples before this time have been appended, but for late ones
   * @return whether anything was cut: {@link #durable} then says up to when
   * @throws IOException where the disk fails or is full; nothing is lost, and the next call tries
   *     again
   */
  public boolean cut(Map<String, Long> positions, long untilMs) throws IOException {
    long blockMs = config.blockMs();
    long reachedMs = Math.min(head.latestMs(), untilMs);
    if (reachedMs == Long.MIN_VALUE) {
      return false;
    }
    long borderMs = Math.floorDiv(reachedMs - blockMs / 2, blockMs) * blockMs;
    if (borderMs <= durable.untilMs() || head.earliestMs() >= borderMs) {
      return false;
    }
    changes.lock();
    try {
      if (!rebuilt) {
        deletions.applyTo(head);
      }
      LogMark mark = new LogMark(borderMs, positions);
      cut(mark);
      durable = mark;
      head.dropBefore(borderMs);
      deletions.dropBefore(borderMs);
      return true;
    } finally {
      changes.unlock();
    }
  }

  /** All the blocks or none, so that trying again does not fill a disk that is full. */
  private void cut(LogMark mark) throws IOException {
    SortedSet<Long> starts = head.blockStarts(mark.untilMs());
    List<String> written = new ArrayList<>();
    try {
      for (long start : starts) {
        String ulid = Ulid.of(clock.millis(), random);
        boolean isLast = start == starts.last();
        BlockMeta meta =
            head.writeBlock(
                config.folder(), ulid, start, start + config.blockMs(), isLast ? mark : null);
        if (meta != null) {
          written.add(ulid);
          log.info(
              "block cut block={} samples={} series={}",
              ulid,
              meta.stats().numSamples(),
              meta.stats().numSeries());
        }
      }
      blocks.add(written, List.of());
    } catch (IOException e) {
      for (String ulid : written) {
        blocks.discard(ulid);
      }
      throw e;
    }
  }

  /**
   * How far the head's samples reach beyond what should be in blocks, in milliseconds: more than
   * twice a block's length says that blocks could not be written for a while.
   */
  public long backlogMs() {
    long earliest = head.earliestMs();
    return earliest == Long.MAX_VALUE ? 0 : head.latestMs() - Math.max(earliest, durable.untilMs());
  }

  /**
   * Drops what is too old or too much, and merges the blocks that are due next. To be called every
   * minute or so.
   *
   * @return whether blocks were merged, and more may be due
   * @throws IOException where the disk fails or is full; nothing is lost, and the next call tries
   *     again
   */
  public boolean compact() throws IOException {
    rewriting.lock();
    try {
      compactor.retain();
      return compactor.compact();
    } finally {
      rewriting.unlock();
    }
  }

  /**
   * Deletes the samples that the matching series have in the range now, both ends inclusive, from
   * answers at once. In blocks they are only marked until {@link #cleanTombstones} or a merge. It
   * holds across restarts.
   *
   * @param matchers all of these hold for the series
   * @throws IOException where it cannot be written down; a part may then be deleted
   */
  public void delete(List<Matcher> matchers, long fromMs, long toMs) throws IOException {
    changes.lock();
    try {
      long latest = Math.min(toMs, head.latestMs());
      if (latest >= Math.max(fromMs, head.earliestMs())) {
        deletions.add(matchers, fromMs, latest);
        head.delete(matchers, fromMs, latest);
      }
      for (Block block : blocks.open()) {
        if (block.meta().minTime() <= toMs && block.meta().maxTime() > fromMs) {
          block.delete(matchers, fromMs, toMs);
        }
      }
    } finally {
      changes.unlock();
    }
  }

  /** Rewrites the blocks that hold deleted samples, so that these take no room any more. */
  public void cleanTombstones() throws IOException {
    rewriting.lock();
    try {
      compactor.cleanTombstones();
    } finally {
      rewriting.unlock();
    }
  }

  /**
   * Makes a folder of blocks that Prometheus opens: hard links of the store's own, and a block of
   * the head as it is now.
   *
   * @param folder is made; on the file system of the store's own
   * @param skipHead whether to leave the head out
   */
  public void snapshot(Path folder, boolean skipHead) throws IOException {
    rewriting.lock();
    changes.lock();
    try {
      Files.createDirectories(folder);
      Snapshot.link(blocks.open(), folder);
      if (!skipHead) {
        head.writeSnapshot(folder, Ulid.of(clock.millis(), random));
      }
    } finally {
      changes.unlock();
      rewriting.unlock();
    }
  }

  /**
   * The series that match and may have samples in the range, in order of their labels. Blocks that
   * turn out not to be readable fail the query with {@link java.io.UncheckedIOException}, and are
   * set aside for later ones.
   */
  @Override
  public StoreSeries select(Selection selection) {
    return reader.select(selection);
  }

  /** The names of the labels of all series that may have samples in the range. */
  public SortedSet<String> labelNames(long fromMs, long toMs) {
    return reader.labelNames(fromMs, toMs);
  }

  /** The values of a label of all series that may have samples in the range. */
  public SortedSet<String> labelValues(String name, long fromMs, long toMs) {
    return reader.labelValues(name, fromMs, toMs);
  }

  /** The head, for what asks of it alone. */
  public Head head() {
    return head;
  }

  /** What the blocks say of themselves, in order of time. */
  public List<BlockMeta> blocks() {
    List<BlockMeta> metas = new ArrayList<>();
    for (Block block : blocks.open()) {
      metas.add(block.meta());
    }
    return metas;
  }

  /** How many bytes the blocks take on disk. */
  public long blockBytes() throws IOException {
    return blocks.bytes();
  }

  /** How many blocks were set aside since the start, because they could not be read. */
  public long corruptBlocks() {
    return blocks.setAsideCount();
  }

  @Override
  public void close() {
    try (blocks) {
      head.close();
    } catch (IOException e) {
      log.warn("files of the head stay behind until the next start", e);
    }
  }
}
