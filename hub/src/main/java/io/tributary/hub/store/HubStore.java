package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.Ulid;
import io.tributary.hub.head.Appended;
import io.tributary.hub.head.Head;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.LabelOrder;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's series: the latest hours in memory, the rest in blocks on disk. It has no log of its
 * own, since Kafka is the log: who appends may commit the offsets of what {@link #maintain} has
 * made durable, and no others.
 *
 * <p>Threading: one thread appends and maintains; any number select.
 */
public final class HubStore implements SeriesSource, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HubStore.class);

  /**
   * A merged block covers at most this part of the retention, so that dropping one does not drop
   * too much at once.
   */
  private static final int RETENTION_PARTS = 10;

  private final StoreConfig config;
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();
  private final Blocks blocks;
  private final Head head;

  /** Opens the store; blocks that cannot be read are set aside, and logged. */
  public HubStore(StoreConfig config, InstantSource clock) throws IOException {
    this.config = config;
    this.clock = clock;
    blocks = new Blocks(config.folder(), clock);
    head = new Head(config.blockMs());
    long durable = durableMs();
    if (durable > Long.MIN_VALUE) {
      head.dropBefore(durable);
    }
  }

  /**
   * Up to this time, exclusive, all samples that were appended are in blocks; {@link
   * Long#MIN_VALUE} where there is none.
   */
  public long durableMs() {
    long durable = Long.MIN_VALUE;
    for (Block block : blocks.open()) {
      durable = Math.max(durable, block.meta().maxTime());
    }
    return durable;
  }

  /** As {@link Head#append(Fingerprint, Supplier, long, double)}. */
  public Appended append(
      Fingerprint fingerprint, Supplier<Labels> labels, long timestampMs, double value) {
    return head.append(fingerprint, labels, timestampMs, value);
  }

  /** As {@link Head#append(Fingerprint, Supplier, long, FloatHistogram)}. */
  public Appended append(
      Fingerprint fingerprint,
      Supplier<Labels> labels,
      long timestampMs,
      FloatHistogram histogram) {
    return head.append(fingerprint, labels, timestampMs, histogram);
  }

  /**
   * Cuts a block once the head holds half as much again as one, merges blocks, drops what is too
   * old or too much. To be called every minute or so; each call does at most one block's work of
   * each kind.
   *
   * @return whether a block was cut: {@link #durableMs} then says up to when
   * @throws IOException where the disk fails or is full; nothing is lost, and the next call tries
   *     again
   */
  public boolean maintain() throws IOException {
    blocks.closeRetired();
    boolean cut = cut();
    compact();
    retain();
    return cut;
  }

  private boolean cut() throws IOException {
    long blockMs = config.blockMs();
    long earliest = head.earliestMs();
    if (earliest == Long.MAX_VALUE) {
      return false;
    }
    long from = Math.floorDiv(earliest, blockMs) * blockMs;
    if (head.latestMs() < from + blockMs + blockMs / 2) {
      return false;
    }
    String ulid = Ulid.of(clock.millis(), random);
    BlockMeta meta = head.writeBlock(config.folder(), ulid, from, from + blockMs);
    if (meta != null) {
      blocks.add(ulid, List.of());
      log.info(
          "block cut block={} samples={} series={}",
          ulid,
          meta.stats().numSamples(),
          meta.stats().numSeries());
    }
    head.dropBefore(from + blockMs);
    return true;
  }

  private void compact() throws IOException {
    long maxMs = Math.max(config.blockMs(), config.retention().toMillis() / RETENTION_PARTS);
    List<BlockMeta> metas = new ArrayList<>();
    for (Block block : blocks.open()) {
      metas.add(block.meta());
    }
    List<BlockMeta> plan = CompactionPlan.next(metas, config.blockMs(), maxMs);
    if (plan.isEmpty()) {
      return;
    }
    List<Block> chosen = new ArrayList<>();
    for (Block block : blocks.open()) {
      if (plan.contains(block.meta())) {
        chosen.add(block);
      }
    }
    String ulid = Ulid.of(clock.millis(), random);
    BlockMeta merged = new BlockMerger(chosen).merge(config.folder(), ulid);
    if (merged == null) {
      blocks.drop(chosen);
    } else {
      blocks.add(ulid, chosen);
    }
    log.info("blocks merged count={} into={}", chosen.size(), ulid);
  }

  private void retain() throws IOException {
    long oldest = clock.millis() - config.retention().toMillis();
    List<Block> dropped = new ArrayList<>();
    long bytes = config.retentionBytes() > 0 ? blocks.bytes() : 0;
    for (Block block : blocks.open()) {
      boolean tooMuch = config.retentionBytes() > 0 && bytes > config.retentionBytes();
      if (block.meta().maxTime() <= oldest || tooMuch) {
        dropped.add(block);
        bytes -= tooMuch ? Blocks.bytes(block) : 0;
      }
    }
    if (!dropped.isEmpty()) {
      blocks.drop(dropped);
      log.info("blocks dropped for their age or the store's size count={}", dropped.size());
    }
  }

  @Override
  public SeriesSet select(Selection selection) {
    TreeMap<Labels, List<Part>> found = new TreeMap<>();
    try {
      for (Block block : blocks.open()) {
        if (block.meta().minTime() <= selection.toMs()
            && block.meta().maxTime() > selection.fromMs()) {
          addFound(block, selection.matchers(), found);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (selection.toMs() >= Math.max(head.oldestMs(), head.earliestMs())) {
      for (Head.Found one : head.find(selection.matchers())) {
        found.computeIfAbsent(one.labels(), labels -> new ArrayList<>(1)).add(new Part.InHead(one));
      }
    }
    List<List<Part>> parts = new ArrayList<>(found.size());
    for (Map.Entry<Labels, List<Part>> series : found.entrySet()) {
      parts.add(series.getValue());
    }
    return new StoreSeries(List.copyOf(found.keySet()), parts);
  }

  private static void addFound(Block block, List<Matcher> matchers, Map<Labels, List<Part>> found)
      throws IOException {
    for (int series : block.find(matchers)) {
      found
          .computeIfAbsent(block.labels(series), labels -> new ArrayList<>(1))
          .add(new Part.InBlock(block, series));
    }
  }

  /** The names of the labels of all series that may have samples in the range. */
  public SortedSet<String> labelNames(long fromMs, long toMs) {
    return labelTexts(fromMs, toMs, PostingsIndex::names);
  }

  /** The values of a label of all series that may have samples in the range. */
  public SortedSet<String> labelValues(String name, long fromMs, long toMs) {
    return labelTexts(fromMs, toMs, index -> index.values(name));
  }

  private SortedSet<String> labelTexts(
      long fromMs, long toMs, Head.Question<List<String>> question) {
    SortedSet<String> texts = new TreeSet<>(LabelOrder::compare);
    try {
      for (Block block : blocks.open()) {
        if (block.meta().minTime() <= toMs && block.meta().maxTime() > fromMs) {
          texts.addAll(question.of(block.index()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (toMs >= Math.max(head.oldestMs(), head.earliestMs())) {
      texts.addAll(head.ask(question));
    }
    return texts;
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

  @Override
  public void close() {
    blocks.close();
  }
}
