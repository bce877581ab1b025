package io.tributary.hub.head;

import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.BlockWriter;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.hub.index.SeriesFinder;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All series of the latest hours.
 *
 * <p>Threading: one thread appends; any number read. What series there are is guarded by a
 * read-write lock, which an append takes for a new series only; each series guards its own samples.
 */
public final class Head {
  private final long blockMs;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /** Read without the lock by the one thread that appends, which alone changes it. */
  private Map<Fingerprint, HeadSeries> byFingerprint = new HashMap<>();

  private List<HeadSeries> series = new ArrayList<>();
  private HeadIndex index = new HeadIndex();
  private Map<String, String> texts = new HashMap<>();
  private volatile long oldestMs = Long.MIN_VALUE;
  private volatile long latestMs = Long.MIN_VALUE;
  private volatile long earliestMs = Long.MAX_VALUE;

  /** A head whose blocks are so long. */
  public Head(long blockMs) {
    this.blockMs = blockMs;
  }

  /**
   * Appends a sample.
   *
   * @param labels asked for where the series is new
   */
  public Appended append(
      Fingerprint fingerprint, Supplier<Labels> labels, long timestampMs, double value) {
    Appended appended = of(fingerprint, labels).append(timestampMs, value, oldestMs);
    noteTime(appended, timestampMs);
    return appended;
  }

  /** As the other, of a native histogram. */
  public Appended append(
      Fingerprint fingerprint,
      Supplier<Labels> labels,
      long timestampMs,
      FloatHistogram histogram) {
    Appended appended = of(fingerprint, labels).append(timestampMs, histogram, oldestMs);
    noteTime(appended, timestampMs);
    return appended;
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
      HeadSeries added = new HeadSeries(shared(labels), blockMs);
      byFingerprint.put(fingerprint, added);
      index.add(series.size(), added.labels);
      series.add(added);
      return added;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The same labels with texts that other series have too, so that each text is in memory once. */
  private Labels shared(Labels labels) {
    LabelsBuilder builder = Labels.builder();
    for (int i = 0; i < labels.size(); i++) {
      builder.set(shared(labels.name(i)), shared(labels.value(i)));
    }
    return builder.build();
  }

  private String shared(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  /** The series that match now, with what reads them. */
  public List<Found> find(List<Matcher> matchers) {
    lock.readLock().lock();
    try {
      List<Found> found = new ArrayList<>();
      for (int number : SeriesFinder.find(index, matchers)) {
        found.add(new Found(series.get(number)));
      }
      return found;
    } catch (IOException e) {
      throw new IllegalStateException("an index in memory has no files to fail", e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** A series that was found; its samples may grow while it is held. */
  public static final class Found {
    private final HeadSeries series;

    Found(HeadSeries series) {
      this.series = series;
    }

    /** Its labels. */
    public Labels labels() {
      return series.labels;
    }

    /** Appends its samples of the range to {@code into}, whose buffers are its own. */
    public void read(long fromMs, long toMs, SampleColumns into) {
      series.read(fromMs, toMs, into);
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
   * block. The head keeps them until {@link #dropBefore}.
   *
   * @return the block's meta, or null where there are no samples
   */
  public @Nullable BlockMeta writeBlock(Path store, String ulid, long fromMs, long toMs)
      throws IOException {
    List<HeadSeries> sorted = sortedSeries();
    Set<String> symbols = new HashSet<>();
    for (HeadSeries one : sorted) {
      for (int i = 0; i < one.labels.size(); i++) {
        symbols.add(one.labels.name(i));
        symbols.add(one.labels.value(i));
      }
    }
    try (BlockWriter writer = new BlockWriter(store, ulid, symbols)) {
      for (HeadSeries one : sorted) {
        for (Chunk chunk : one.chunks(fromMs, toMs)) {
          ChunkEncoder.write(chunk, writer);
        }
        writer.endSeries(one.labels);
      }
      if (writer.isEmpty()) {
        return null;
      }
      return writer.commit(fromMs, toMs, new BlockMeta.Compaction(1, List.of(ulid)));
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
    oldestMs = borderMs;
    earliestMs = latestMs >= borderMs ? Math.max(borderMs, earliestMs) : Long.MAX_VALUE;
    Map<Fingerprint, HeadSeries> kept = new HashMap<>();
    HeadIndex keptIndex = new HeadIndex();
    List<HeadSeries> keptSeries = new ArrayList<>();
    Map<String, String> keptTexts = new HashMap<>();
    byFingerprint.forEach(
        (fingerprint, one) -> {
          if (!one.dropBefore(borderMs)) {
            kept.put(fingerprint, one);
            keptIndex.add(keptSeries.size(), one.labels);
            keptSeries.add(one);
            for (int i = 0; i < one.labels.size(); i++) {
              keptTexts.putIfAbsent(one.labels.name(i), one.labels.name(i));
              keptTexts.putIfAbsent(one.labels.value(i), one.labels.value(i));
            }
          }
        });
    lock.writeLock().lock();
    try {
      byFingerprint = kept;
      index = keptIndex;
      series = keptSeries;
      texts = keptTexts;
    } finally {
      lock.writeLock().unlock();
    }
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

  /** The earliest time that is kept; what is before lies in blocks. */
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
}
