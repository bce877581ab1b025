package io.tributary.hub.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.Ulid;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.Selection;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTest {
  private static final long BLOCK_MS = 7_200_000;
  private static final Labels UP = Labels.of("__name__", "up", "job", "node");

  private Head head;
  private HeadAppender appender;

  @TempDir private Path store;

  @BeforeEach
  void open() throws IOException {
    head = new Head(BLOCK_MS, BLOCK_MS, store.resolve("head-chunks"));
    appender = head.appender(() -> Long.MAX_VALUE);
  }

  @AfterEach
  void close() throws IOException {
    head.close();
  }

  private Appended append(Labels labels, long timestampMs, double value) {
    return appender.append(Fingerprint.of(labels), () -> labels, timestampMs, value);
  }

  private Appended replace(Labels labels, long timestampMs, double value) {
    if (!appender.seek(Fingerprint.of(labels))) {
      appender.add(Fingerprint.of(labels), labels);
    }
    return appender.replace(timestampMs, value);
  }

  private List<Head.Found> find(String name) {
    return head.find(
        new Selection(List.of(Matcher.equal("__name__", name)), Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private SampleColumns read(Labels labels, long fromMs, long toMs) {
    List<Head.Found> found = find(labels.metricName());
    assertThat(found).hasSize(1);
    SampleColumns into = new SampleColumns();
    into.clear();
    found.getFirst().read(fromMs, toMs, into);
    return into;
  }

  @Test
  void samples_comeBackFromSealedAndOpenChunks() {
    for (int i = 0; i < 500; i++) {
      assertThat(append(UP, i * 15_000L, i)).isEqualTo(Appended.IN_ORDER);
    }
    SampleColumns samples = read(UP, 15_000, 499 * 15_000L);

    assertThat(samples.size()).isEqualTo(499);
    assertThat(samples.values[samples.from]).isEqualTo(1);
    assertThat(samples.values[samples.to - 1]).isEqualTo(499);
  }

  @Test
  void lateSample_findsItsPlace() {
    append(UP, 1000, 1);
    append(UP, 3000, 3);

    assertThat(append(UP, 2000, 2)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(append(UP, 2000, 2)).isEqualTo(Appended.DUPLICATE);
    assertThat(append(UP, 2000, 2.5)).isEqualTo(Appended.CONFLICT);
    SampleColumns samples = read(UP, 0, 9000);
    assertThat(samples.values).startsWith(1, 2, 3);
    assertThat(samples.size()).isEqualTo(3);
  }

  @Test
  void replacedSample_makesWayWhereverItIs() {
    for (int i = 0; i < 300; i++) {
      append(UP, i * 1000L, i);
    }
    append(UP, 500, 0.5);

    assertThat(replace(UP, 7000, -7)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(replace(UP, 7000, -7)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(replace(UP, 9000, 9)).isEqualTo(Appended.DUPLICATE);
    assertThat(replace(UP, 500, -0.5)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(replace(UP, 299_000, -299)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(replace(UP, 300_000, 300)).isEqualTo(Appended.IN_ORDER);
    SampleColumns samples = read(UP, 0, 400_000);
    assertThat(samples.size()).isEqualTo(302);
    assertThat(samples.values).startsWith(0, -0.5, 1, 2, 3, 4, 5, 6, -7, 8);
    assertThat(samples.values[samples.to - 2]).isEqualTo(-299);
    replace(UP, 7000, 7);
    assertThat(read(UP, 7000, 7000).values).startsWith(7);
  }

  @Test
  void replacedSample_mayBecomeAHistogramAndBack() {
    FloatHistogram two = FloatHistogram.builder(0).count(2).sum(4).positive(1, 2).build();
    FloatHistogram three = FloatHistogram.builder(0).count(3).sum(4).positive(1, 3).build();
    append(UP, 1000, 1);
    append(UP, 2000, StalenessMarker.VALUE);
    appender.append(Fingerprint.of(UP), () -> UP, 3000, two);
    appender.append(Fingerprint.of(UP), () -> UP, 4000, two);
    appender.append(Fingerprint.of(UP), () -> UP, 5000, two);

    assertThat(appender.replace(2000, three)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(appender.replace(3000, three)).isEqualTo(Appended.OUT_OF_ORDER);
    assertThat(replace(UP, 4000, StalenessMarker.VALUE)).isEqualTo(Appended.OUT_OF_ORDER);
    SampleColumns samples = read(UP, 0, 9000);
    assertThat(Arrays.copyOfRange(samples.timestamps, samples.from, samples.to))
        .containsExactly(1000, 4000);
    assertThat(Arrays.copyOf(samples.histogramTimestamps, samples.histogramCount))
        .containsExactly(2000, 3000, 5000);
    assertThat(samples.histograms[0].count()).isEqualTo(3);
    assertThat(samples.histograms[1].count()).isEqualTo(3);
    replace(UP, 2000, 7);
    assertThat(read(UP, 2000, 2000).values).startsWith(7);
    assertThat(read(UP, 2000, 2000).histogramCount).isZero();
  }

  @Test
  void repeatedSample_isHarmless() {
    append(UP, 1000, StalenessMarker.VALUE);
    append(UP, 2000, 2);

    assertThat(append(UP, 2000, 2)).isEqualTo(Appended.DUPLICATE);
    assertThat(append(UP, 1000, StalenessMarker.VALUE)).isEqualTo(Appended.DUPLICATE);
    assertThat(append(UP, 1000, Double.NaN)).isEqualTo(Appended.CONFLICT);
  }

  @Test
  void histogramsAndFloats_shareASeries() {
    FloatHistogram first = FloatHistogram.builder(0).count(3).sum(4).positive(1, 3).build();
    append(UP, 1000, 7);
    appender.append(Fingerprint.of(UP), () -> UP, 2000, first);
    append(UP, 3000, 8);

    SampleColumns samples = read(UP, 0, 9000);

    assertThat(samples.histogramCount).isEqualTo(1);
    assertThat(samples.histograms[0]).isEqualTo(first.withHint(samples.histograms[0].hint()));
    assertThat(samples.to - samples.from).isEqualTo(2);
  }

  @Test
  void histogramReset_isKnownAfterwards() {
    FloatHistogram more = FloatHistogram.builder(0).count(3).sum(4).positive(1, 3).build();
    FloatHistogram less = FloatHistogram.builder(0).count(1).sum(1).positive(1, 1).build();
    appender.append(Fingerprint.of(UP), () -> UP, 1000, more);
    appender.append(Fingerprint.of(UP), () -> UP, 2000, less);
    append(UP, 3000, 1);

    SampleColumns samples = read(UP, 0, 9000);

    assertThat(samples.histograms[1].hint()).isEqualTo(CounterReset.RESET);
  }

  @Test
  void block_holdsWhatTheHeadHeld() throws IOException {
    Random random = new Random(31);
    TreeMap<Labels, TreeMap<Long, Double>> model = new TreeMap<>();
    for (int s = 0; s < 30; s++) {
      Labels labels = Labels.of("__name__", "m" + s % 4, "s", "s" + s);
      TreeMap<Long, Double> samples = new TreeMap<>();
      for (int i = 0; i < 700; i++) {
        long time = 15_000L * (i + (random.nextInt(20) == 0 ? -3 : 0));
        double value = random.nextInt(100);
        Appended appended = append(labels, Math.max(0, time), value);
        if (appended == Appended.IN_ORDER || appended == Appended.OUT_OF_ORDER) {
          samples.put(Math.max(0, time), value);
        }
      }
      model.put(labels, samples);
    }
    String ulid = Ulid.of(BLOCK_MS, random);

    BlockMeta meta = head.writeBlock(store, ulid, 0, BLOCK_MS, null);

    assertThat(meta).isNotNull();
    try (Block block = Block.open(store.resolve(ulid))) {
      int[] all = block.index().all();
      assertThat(all).hasSize(30);
      long total = 0;
      for (int series : all) {
        SampleColumns read = new SampleColumns();
        read.clear();
        block.chunks(
            series,
            0,
            BLOCK_MS,
            (chunk, encoding, data, offset, length) ->
                ChunkDecoder.ofThread()
                    .decode(encoding, data, offset, length, 0, Long.MAX_VALUE, read));
        TreeMap<Long, Double> expected = model.get(block.labels(series));
        assertThat(expected).isNotNull();
        var inBlock = expected.headMap(BLOCK_MS);
        assertThat(read.size()).isEqualTo(inBlock.size());
        int i = read.from;
        for (var sample : inBlock.entrySet()) {
          assertThat(read.timestamps[i]).isEqualTo(sample.getKey());
          assertThat(read.values[i++]).isEqualTo(sample.getValue());
        }
        total += inBlock.size();
      }
      assertThat(block.meta().stats().numSamples()).isEqualTo(total);
    }
  }

  @Test
  void threads_appendBesideEachOther() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String own = "t" + t;
      HeadAppender with = head.appender(() -> Long.MAX_VALUE);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 200; i++) {
                      for (int s = 0; s < 100; s++) {
                        Labels labels = Labels.of("__name__", "m", "t", own, "s", "s" + s);
                        with.append(Fingerprint.of(labels), () -> labels, 15_000L * i, i);
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(head.seriesCount()).isEqualTo(400);
    assertThat(head.latestMs()).isEqualTo(199 * 15_000L);
    assertThat(head.earliestMs()).isZero();
    for (Head.Found found : find("m")) {
      SampleColumns samples = new SampleColumns();
      samples.clear();
      found.read(0, Long.MAX_VALUE, samples);
      assertThat(samples.size()).isEqualTo(200);
      assertThat(samples.values[samples.to - 1]).isEqualTo(199);
    }
  }

  @Test
  void droppedSeries_areForgotten() {
    Labels old = Labels.of("__name__", "old");
    append(old, 1000, 1);
    append(UP, 3 * BLOCK_MS, 1);

    head.dropBefore(BLOCK_MS);

    assertThat(head.seriesCount()).isEqualTo(1);
    assertThat(find("old")).isEmpty();
    assertThat(append(old, 2000, 1)).isEqualTo(Appended.TOO_OLD);
    assertThat(head.<List<String>>ask(index -> index.values("__name__"))).contains("up");
  }

  /** In numbers that make it work out ranks, add to them, and take away from them. */
  @Test
  void found_comeInOrderOfTheirLabels() {
    Random random = new Random(7);
    TreeSet<Labels> expected = new TreeSet<>();
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 900; i++) {
        Labels labels = Labels.of("__name__", "m", "s", "s" + random.nextInt(1_000_000));
        append(labels, round * BLOCK_MS + 1 + i, 1);
        expected.add(labels);
      }
      assertThat(find("m")).extracting(Head.Found::labels).containsExactlyElementsOf(expected);
    }
    head.dropBefore(2 * BLOCK_MS);
    List<Labels> left = find("m").stream().map(Head.Found::labels).toList();

    assertThat(left).hasSizeBetween(1_700, 1_800).isSorted().isSubsetOf(expected);
    append(Labels.of("__name__", "m"), 3 * BLOCK_MS, 1);
    assertThat(find("m").getFirst().labels()).isEqualTo(Labels.of("__name__", "m"));
  }

  @Test
  void latestSample_isReadAlone() {
    for (int i = 0; i < 10; i++) {
      append(UP, 1000 + i * 100, i);
    }
    append(UP, 1850, 8.5);

    assertThat(latest(0, 2000)).containsExactly(9);
    assertThat(latest(1901, 2000)).isEmpty();
    assertThat(latest(0, 1899)).endsWith(8, 8.5);
    replace(UP, 1900, 9.5);
    assertThat(latest(0, 2000)).endsWith(9.5);
  }

  private double[] latest(long fromMs, long toMs) {
    SampleColumns into = new SampleColumns();
    into.clear();
    find("up").getFirst().readLatest(fromMs, toMs, into);
    return Arrays.copyOfRange(into.values, into.from, into.to);
  }

  @Test
  void search_endsWhereTheCheckpointSaysSo() {
    for (int i = 0; i < 1000; i++) {
      append(Labels.of("__name__", "m", "s", "s" + i), 1000, 1);
    }
    Matcher dear = Matcher.of(Matcher.Type.REGEX, "s", ".*9.*");
    IllegalStateException out = new IllegalStateException("out of time");
    AtomicInteger calls = new AtomicInteger();
    Selection selection =
        new Selection(
            List.of(dear),
            0,
            2000,
            () -> {
              if (calls.incrementAndGet() == 5) {
                throw out;
              }
            });

    assertThatThrownBy(() -> head.find(selection)).isSameAs(out);
    assertThat(append(Labels.of("__name__", "new"), 1000, 1)).isEqualTo(Appended.IN_ORDER);
  }
}
