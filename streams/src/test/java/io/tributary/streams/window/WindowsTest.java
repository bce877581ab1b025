package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final List<Matcher> UP = List.of(Matcher.equal("__name__", "up"));
  private static final List<Matcher> NODE =
      List.of(Matcher.of(Matcher.Type.REGEX, "__name__", "up|down"), Matcher.equal("job", "node"));

  private final MemoryLog log = new MemoryLog();
  private Windows windows = new Windows(log, 1_000);
  private WindowIngest ingest =
      new WindowIngest(windows, new HistogramWire(), true, new IngestCounts());

  @Test
  void take_keepsOnlyWhatIsSelected() {
    windows.subscribe(List.of(new Subscription(UP, 60_000), new Subscription(NODE, 60_000)));

    take(up("a"), 1_000, 1);
    take(Labels.of("__name__", "down", "job", "node"), 1_000, 2);
    take(Labels.of("__name__", "down", "job", "other"), 1_000, 3);
    take(Labels.of("__name__", "down", "job", "other"), 2_000, 3);

    assertThat(windows.seriesCount()).isEqualTo(2);
    assertThat(ingest.counts().kept).isEqualTo(2);
    assertThat(ingest.counts().unselected).isEqualTo(2);
    assertThat(select(UP)).containsOnlyKeys(up("a"));
    assertThat(select(NODE)).containsOnlyKeys(Labels.of("__name__", "down", "job", "node"));
  }

  @Test
  void select_answersWithSameSetUntilSeriesComeOrGo() {
    windows.subscribe(List.of(new Subscription(UP, 60_000)));
    take(up("b"), 1_000, 1);
    SeriesSet first = windows.select(new Selection(UP, 0, 1_000));
    take(up("b"), 2_000, 1);
    assertThat(windows.select(new Selection(UP, 0, 2_000))).isSameAs(first);

    take(up("a"), 2_000, 1);
    SeriesSet second = windows.select(new Selection(UP, 0, 2_000));
    assertThat(second).isNotSameAs(first);
    assertThat(second.labels()).containsExactly(up("a"), up("b"));
  }

  @Test
  void select_findsUnsubscribedMatchersAmongWhatIsHeld() {
    windows.subscribe(List.of(new Subscription(UP, 60_000)));
    take(up("a"), 1_000, 1);
    take(up("b"), 1_000, 2);

    assertThat(select(List.of(Matcher.equal("instance", "b")))).containsOnlyKeys(up("b"));
  }

  @Test
  void take_countsLateRepeatedAndTooOldSamples() {
    windows.subscribe(List.of(new Subscription(UP, 60_000)));
    take(up("a"), 100_000, 1);
    windows.advance(100_000);
    take(up("a"), 90_000, 2);
    take(up("a"), 90_000, 3);
    take(up("a"), 40_000, 4);
    take(up("a"), 110_000, 5);

    assertThat(ingest.counts().late).isEqualTo(1);
    assertThat(ingest.counts().repeated).isEqualTo(1);
    assertThat(ingest.counts().tooOld).isEqualTo(1);
    assertThat(select(UP).get(up("a")))
        .containsExactly(
            Map.entry(90_000L, 2.0), Map.entry(100_000L, 1.0), Map.entry(110_000L, 5.0));
  }

  @Test
  void advance_forgetsSeriesWithoutSamplesLeft() {
    windows.subscribe(List.of(new Subscription(UP, 60_000)));
    take(up("a"), 1_000, 1);
    take(up("b"), 200_000, 1);
    windows.flush();

    advanceOften(200_000);

    assertThat(windows.seriesCount()).isEqualTo(1);
    assertThat(log.series).hasSize(1);
    assertThat(select(UP)).containsOnlyKeys(up("b"));

    take(up("a"), 201_000, 7);
    assertThat(select(UP)).containsOnlyKeys(up("a"), up("b"));
  }

  @Test
  void advance_dropsBlocksThatNoWindowNeeds() {
    windows.subscribe(List.of(new Subscription(UP, 60_000)));
    take(up("a"), 1_000, 1);
    windows.flush();
    take(up("a"), 2_000, 1);
    windows.flush();
    assertThat(log.blockCount()).isEqualTo(2);

    windows.advance(2_000 + AgeClass.MINUTES.longestMs() - 1);
    assertThat(log.blockCount()).isEqualTo(1);
    windows.advance(2_000 + AgeClass.MINUTES.longestMs());
    assertThat(log.blockCount()).isZero();
  }

  @Test
  void advance_writesEndedChunksAndDropsTheirBlocks() {
    windows.subscribe(List.of(new Subscription(UP, 6 * 3_600_000)));
    for (int i = 0; i < 500; i++) {
      take(up("a"), i * 15_000L, i);
      windows.flush();
      windows.advance(i * 15_000L);
    }

    assertThat(log.chunkCount()).isBetween(4, 6);
    assertThat(log.blockCount()).isLessThan(250);
    restart(500 * 15_000L, 6 * 3_600_000);
    assertThat(select(UP).get(up("a"))).hasSize(500);
  }

  @Test
  void advance_dropsChunksThatNoWindowNeeds() {
    windows.subscribe(List.of(new Subscription(UP, 3_600_000)));
    for (int i = 0; i < 2_000; i++) {
      take(up("a"), i * 15_000L, i);
      windows.flush();
      windows.advance(i * 15_000L);
    }
    assertThat(log.chunkCount()).isLessThan(5);

    advanceOften(100_000_000);
    assertThat(windows.seriesCount()).isZero();
    assertThat(log.chunkCount()).isZero();
  }

  @Test
  void subscribe_movesSamplesWhereTheyBelongForAsLong() {
    windows.subscribe(List.of(new Subscription(UP, 900_000)));
    for (int i = 0; i < 50; i++) {
      take(up("a"), i * 15_000L, i);
    }
    windows.flush();
    windows.subscribe(List.of(new Subscription(UP, 7_200_000)));
    windows.advance(6_000_000);
    restart(6_000_000, 7_200_000);
    assertThat(select(UP).get(up("a"))).hasSize(50);

    windows.subscribe(List.of(new Subscription(UP, 900_000)));
    assertThat(log.chunkCount()).isZero();
    restart(700_000, 900_000);
    assertThat(select(UP).get(up("a"))).hasSize(50);
  }

  @Test
  void restore_movesSamplesThatAnotherVersionOfTheRulesKept() {
    windows.subscribe(List.of(new Subscription(UP, 7_200_000)));
    for (int i = 0; i < 100; i++) {
      take(up("a"), i * 15_000L, i);
    }
    windows.flush();
    windows.advance(1_450_000);
    assertThat(log.chunkCount()).isBetween(1, 2);

    restart(700_000, 900_000);
    assertThat(select(UP).get(up("a"))).hasSize(100);
    assertThat(log.chunkCount()).isZero();
    restart(700_000, 900_000);
    assertThat(select(UP).get(up("a"))).hasSize(100);
  }

  @Test
  void subscribe_keepsSamplesOfWhatIsStillSelected() {
    windows.subscribe(List.of(new Subscription(UP, 60_000)));
    take(up("a"), 1_000, 1);
    take(up("b"), 1_000, 2);

    List<Matcher> onlyA = List.of(Matcher.equal("__name__", "up"), Matcher.equal("instance", "a"));
    windows.subscribe(List.of(new Subscription(onlyA, 120_000)));
    assertThat(windows.seriesCount()).isEqualTo(1);
    assertThat(select(onlyA).get(up("a"))).containsEntry(1_000L, 1.0);

    windows.subscribe(List.of(new Subscription(UP, 60_000)));
    take(up("b"), 2_000, 3);
    assertThat(select(UP)).containsOnlyKeys(up("a"), up("b"));
  }

  @Test
  void windows_agreeWithPlainMapThroughRestarts() {
    Random random = new Random(5);
    Map<Labels, NavigableMap<Long, Double>> expected = new HashMap<>();
    windows.subscribe(List.of(new Subscription(UP, 30_000)));
    long watermark = 0;
    for (int step = 0; step < 20_000; step++) {
      Labels labels = up("i" + random.nextInt(12));
      long timestamp = watermark + random.nextInt(20_000) - 8_000;
      take(labels, timestamp, step);
      if (timestamp > watermark - 30_000) {
        expected
            .computeIfAbsent(labels, l -> new TreeMap<>())
            .putIfAbsent(timestamp, (double) step);
      }
      windows.flush();
      if (random.nextInt(5) == 0) {
        watermark += random.nextInt(1_000);
        windows.advance(watermark);
      }
      if (random.nextInt(1_000) == 0) {
        restart(watermark, 30_000);
      }
      if (random.nextInt(50) == 0) {
        long from = watermark - random.nextInt(30_000) + 1;
        long to = from + random.nextInt(30_000);
        assertThat(select(UP, from, to)).isEqualTo(ranges(expected, from, to));
      }
    }
  }

  @Test
  void put_replacesASampleAlsoAfterARestart() {
    for (long retentionMs : new long[] {900_000, 7_200_000}) {
      windows.subscribe(List.of(new Subscription(UP, retentionMs)));
      for (int i = 0; i < 100; i++) {
        take(up("a"), i * 15_000L, i);
        windows.flush();
      }
      Series series = Objects.requireNonNull(windows.resolve(Fingerprint.of(up("a")), up("a")));
      windows.put(series, 1_485_000, -99);
      windows.put(series, 615_000, -41);
      windows.put(series, 620_000, -42);
      windows.flush();
      assertThat(select(UP).get(up("a")))
          .containsEntry(1_485_000L, -99.0)
          .containsEntry(615_000L, -41.0)
          .containsEntry(620_000L, -42.0)
          .hasSize(101);

      for (long watermark : new long[] {600_000, 1_490_000}) {
        restart(watermark, retentionMs);
        assertThat(select(UP, 600_000, Long.MAX_VALUE).get(up("a")))
            .containsEntry(1_485_000L, -99.0)
            .containsEntry(615_000L, -41.0)
            .containsEntry(600_000L + 30_000, 42.0);
      }
      windows = new Windows(new MemoryLog(), 1_000);
      ingest = new WindowIngest(windows, new HistogramWire(), true, new IngestCounts());
    }
  }

  @Test
  void late_isToldOncePerSubscription() {
    windows.subscribe(List.of(new Subscription(UP, 60_000)));
    windows.advance(50_000);
    take(up("a"), 51_000, 1);
    take(up("a"), 20_000, 1);
    take(up("b"), 40_000, 1);
    List<String> told = new ArrayList<>();
    windows.takeLate((matchers, fromMs, toMs) -> told.add(matchers + " " + fromMs + " " + toMs));
    windows.takeLate((matchers, fromMs, toMs) -> told.add("again"));

    assertThat(told).containsExactly(UP + " 20000 40000");
  }

  private void restart(long watermark, long retentionMs) {
    windows = new Windows(log, 1_000);
    windows.subscribe(List.of(new Subscription(UP, retentionMs)));
    windows.restore(new HistogramWire());
    windows.advance(watermark);
    ingest = new WindowIngest(windows, new HistogramWire(), true, new IngestCounts());
  }

  private static Map<Labels, NavigableMap<Long, Double>> ranges(
      Map<Labels, NavigableMap<Long, Double>> all, long from, long to) {
    Map<Labels, NavigableMap<Long, Double>> ranges = new HashMap<>();
    all.forEach(
        (labels, samples) -> {
          NavigableMap<Long, Double> range = new TreeMap<>(samples.subMap(from, true, to, true));
          if (!range.isEmpty()) {
            ranges.put(labels, range);
          }
        });
    return ranges;
  }

  private void advanceOften(long watermark) {
    for (int i = 0; i < 10; i++) {
      windows.advance(watermark);
    }
  }

  private Map<Labels, NavigableMap<Long, Double>> select(List<Matcher> matchers) {
    return select(matchers, 0, Long.MAX_VALUE);
  }

  private Map<Labels, NavigableMap<Long, Double>> select(
      List<Matcher> matchers, long from, long to) {
    SeriesSet set = windows.select(new Selection(matchers, from, to));
    Map<Labels, NavigableMap<Long, Double>> found = new HashMap<>();
    SampleColumns columns = new SampleColumns();
    List<Labels> inOrder = new ArrayList<>(set.labels());
    assertThat(inOrder).isSorted();
    for (int i = 0; i < set.size(); i++) {
      set.open().read(i, from, to, columns);
      NavigableMap<Long, Double> samples = new TreeMap<>();
      for (int j = columns.from; j < columns.to; j++) {
        samples.put(columns.timestamps[j], columns.values[j]);
      }
      if (!samples.isEmpty()) {
        found.put(set.labels().get(i), samples);
      }
    }
    return found;
  }

  private void take(Labels labels, long timestampMs, double value) {
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Fingerprint.of(labels), labels);
    writer.sample(timestampMs, value, 0);
    writer.endSeries();
    ingest.take(writer.toByteArray());
  }

  private static Labels up(String instance) {
    return Labels.of("__name__", "up", "instance", instance);
  }
}
