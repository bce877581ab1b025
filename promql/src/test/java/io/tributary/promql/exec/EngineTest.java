package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EngineTest {
  private final Engine engine = new Engine(EngineOptions.defaults());
  private final InMemorySource source = new InMemorySource();

  private void load(int series, int samples) {
    for (int i = 0; i < series; i++) {
      Labels labels = Labels.of("__name__", "m", "i", String.valueOf(i));
      for (int t = 0; t < samples; t++) {
        source.append(labels, 1_000L * t, i + 0.1 * t);
      }
    }
  }

  private static QueryException.Kind kindOf(Throwable error) {
    return ((QueryException) error).kind();
  }

  @Test
  void instant_ofANumber_isAScalar() {
    assertThat(engine.instant("1 + 1", source, 5_000, Interrupt.never()).value())
        .isEqualTo(new Value.Scalar(5_000, 2));
  }

  @Test
  void prepare_refusesWhatIsNoQuery() {
    assertThatThrownBy(() -> engine.prepare("sum(")).isInstanceOf(ParseException.class);
  }

  @Test
  void range_refusesOtherTypesAndSteps() {
    PreparedQuery matrix = engine.prepare("m[5m]");
    assertThatThrownBy(() -> matrix.range(source, 0, 1, 1, Interrupt.never()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "invalid expression type \"range vector\" for range query, must be Scalar or instant"
                + " Vector");
    PreparedQuery vector = engine.prepare("m");
    assertThatThrownBy(() -> vector.range(source, 0, 1, 0, Interrupt.never()))
        .hasMessage("step must be > 0 ms: was 0");
  }

  @Test
  void tooManySamples_endTheQueryWithTheNumbers() {
    load(10, 10);
    Engine small = new Engine(EngineOptions.defaults().withLimits(50, 1 << 20));
    assertThatThrownBy(() -> small.range("m", source, 0, 9_000, 1_000, Interrupt.never()))
        .satisfies(e -> assertThat(kindOf(e)).isEqualTo(QueryException.Kind.LIMIT))
        .hasMessageContaining("too many samples into memory")
        .hasMessageContaining("60, and 50 are allowed");
    QueryStatistics statistics =
        small.range("sum(m)", source, 0, 9_000, 1_000, Interrupt.never()).statistics();
    assertThat(statistics.samplesRead()).isEqualTo(100);
    assertThat(statistics.peakSamples()).isEqualTo(10);
    assertThat(statistics.seriesSelected()).isEqualTo(10);
    assertThat(statistics.peakBytes()).isBetween(500L, 5_000L);
  }

  @Test
  void tooMuchMemory_endsTheQueryWithTheNumbers() {
    load(10, 10);
    Engine small = new Engine(EngineOptions.defaults().withLimits(1_000, 500));
    assertThatThrownBy(() -> small.range("m", source, 0, 9_000, 1_000, Interrupt.never()))
        .satisfies(e -> assertThat(kindOf(e)).isEqualTo(QueryException.Kind.LIMIT))
        .hasMessageContaining("bytes, and 500 are allowed");
  }

  @Test
  void deadline_endsTheQuery() {
    load(10, 10);
    AtomicLong clock = new AtomicLong();
    Interrupt interrupt = Interrupt.after(() -> clock.getAndAdd(400_000_000), 1_000_000_000);
    assertThatThrownBy(() -> engine.instant("sum(m)", source, 5_000, interrupt))
        .satisfies(e -> assertThat(kindOf(e)).isEqualTo(QueryException.Kind.TIMEOUT))
        .hasMessage("query timed out in query execution: it may take 1000 ms");
  }

  @Test
  void cancel_endsTheQuery() {
    Interrupt interrupt = Interrupt.never();
    interrupt.cancel();
    assertThatThrownBy(() -> engine.instant("1", source, 5_000, interrupt))
        .satisfies(e -> assertThat(kindOf(e)).isEqualTo(QueryException.Kind.CANCELED));
  }

  @Test
  void prepared_seesSamplesAndSeriesThatComeLater() {
    load(2, 1);
    PreparedQuery query = engine.prepare("count(m) + sum(m * 0)");
    assertThat(value(query, 0)).isEqualTo(2);
    source.append(Labels.of("__name__", "m", "i", "new"), 500, 1);
    source.append(Labels.of("__name__", "m", "i", "0"), 1_000, 5);
    assertThat(value(query, 1_000)).isEqualTo(3);
  }

  private double value(PreparedQuery query, long timestampMs) {
    Value.Vector vector =
        (Value.Vector) query.instant(source, timestampMs, Interrupt.never()).value();
    return vector.samples().getFirst().value();
  }

  @Test
  void prepared_asksTheSourceOnceASelectorAndRun() {
    load(2, 1);
    AtomicLong selections = new AtomicLong();
    SeriesSource counting =
        selection -> {
          selections.incrementAndGet();
          return source.select(selection);
        };
    engine.instant("sum(m) / count(m)", counting, 0, Interrupt.never());
    assertThat(selections).hasValue(2);
    selections.set(0);
    engine.instant("sum(m) / sum(m)", counting, 0, Interrupt.never());
    assertThat(selections).as("a shared part selects once").hasValue(1);
  }

  @Test
  void notes_pointAtTheFirstPlace_whetherSharedOrNot() {
    load(1, 3);
    for (String query :
        new String[] {
          "sum(rate(m[1m])) + sum(rate(m[1m]))", "sum(rate(m[1m])) + on () rate(m[1m])"
        }) {
      assertThat(engine.instant(query, source, 2_000, Interrupt.never()).annotations())
          .extracting(Annotation::message)
          .containsExactly(
              "PromQL info: metric might not be a counter, name does not end in"
                  + " _total/_sum/_count/_bucket: \"m\" (1:10)");
    }
  }

  /** As pods that were made again: two info series of a name, one after the other. */
  @Test
  void join_ofPartnersThatFollowEachOther_takesTheOneOfTheStep() {
    for (int i = 0; i < 300; i++) {
      for (int t = 0; t < 10; t++) {
        source.append(Labels.of("__name__", "m", "i", String.valueOf(i)), 1_000L * t, i);
      }
      for (int t = 0; t < 2; t++) {
        Labels info = Labels.of("__name__", "info", "i", String.valueOf(i), "node", "n" + t);
        source.append(info, 5_000L * t, 1);
        source.append(info, 5_000L * t + 4_500, StalenessMarker.VALUE);
      }
    }
    Value.Matrix joined =
        (Value.Matrix)
            engine
                .range(
                    "m * on (i) group_left (node) info", source, 0, 9_000, 1_000, Interrupt.never())
                .value();
    assertThat(joined.series()).hasSize(600);
    assertThat(joined.series()).allMatch(series -> series.floatCount() == 5);
    assertThatThrownBy(
            () ->
                engine.range(
                    "m * on (i) group_left (node) last_over_time(info[8s])",
                    source,
                    0,
                    9_000,
                    1_000,
                    Interrupt.never()))
        .hasMessageStartingWith("found duplicate series for the match group {i=\"0\"}");
  }

  @Test
  void lookback_isTheOptions() {
    load(1, 1);
    Engine shortSighted = new Engine(EngineOptions.defaults().withLookback(Duration.ofSeconds(2)));
    assertThat(shortSighted.instant("m", source, 1_999, Interrupt.never()).value())
        .isEqualTo(
            new Value.Vector(
                java.util.List.of(
                    new Value.Sample(Labels.of("__name__", "m", "i", "0"), 1_999, 0, null))));
    assertThat(shortSighted.instant("m", source, 2_000, Interrupt.never()).value())
        .isEqualTo(new Value.Vector(java.util.List.of()));
  }

  @Test
  void lentThreads_changeNothing() {
    load(1_500, 40);
    EngineOptions options = EngineOptions.defaults().withParser(ParserOptions.everything());
    Engine alone = new Engine(options);
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      Engine helped = new Engine(options.withExecutor(executor, 3));
      for (String query :
          new String[] {
            "m",
            "sum(m)",
            "avg(rate(m[10s]))",
            "topk(7, m)",
            "m / on (i) m",
            "stddev(m * 1.7)",
            "quantile(0.9, m)",
            "sum(m) / sum(m)",
            "count(m > scalar(avg(m)))",
            "m * on () group_left () sum(m)",
            "count_values(\"v\", m % 3 < bool 1)",
            "max_over_time(sum(m)[20s:1s])"
          }) {
        Value expected = alone.range(query, source, 0, 39_000, 1_000, Interrupt.never()).value();
        Value got = helped.range(query, source, 0, 39_000, 1_000, Interrupt.never()).value();
        assertThat(text(got)).as(query).isEqualTo(text(expected));
      }
    }
  }

  @Test
  void lentThreads_passFailuresOn() {
    load(1_500, 4);
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      Engine helped =
          new Engine(EngineOptions.defaults().withLimits(1_000, 1 << 30).withExecutor(executor, 2));
      assertThatThrownBy(() -> helped.range("m", source, 0, 3_000, 1_000, Interrupt.never()))
          .satisfies(e -> assertThat(kindOf(e)).isEqualTo(QueryException.Kind.LIMIT));
      Interrupt interrupt = Interrupt.never();
      AtomicLong reads = new AtomicLong();
      SeriesSource canceling =
          selection -> {
            reads.incrementAndGet();
            interrupt.cancel();
            return source.select(selection);
          };
      assertThatThrownBy(() -> helped.range("sum(m)", canceling, 0, 3_000, 1_000, interrupt))
          .satisfies(e -> assertThat(kindOf(e)).isEqualTo(QueryException.Kind.CANCELED));
      assertThat(reads).hasValue(1);
    }
  }

  private static String text(Value value) {
    StringBuilder out = new StringBuilder();
    for (Value.Series series : ((Value.Matrix) value).series()) {
      out.append(series.labels());
      for (int i = 0; i < series.floatCount(); i++) {
        out.append(' ').append(series.value(i)).append('@').append(series.timestampMs(i));
      }
      out.append('\n');
    }
    return out.toString();
  }
}
