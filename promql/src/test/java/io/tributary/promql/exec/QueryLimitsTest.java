package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query that is made to be dear is ended by its limits, before the memory is taken. */
class QueryLimitsTest {
  private static final long MEMORY = 8 << 20;

  private final Engine engine =
      new Engine(
          EngineOptions.defaults()
              .withParser(ParserOptions.everything())
              .withLimits(50_000_000, MEMORY));
  private final InMemorySource source = new InMemorySource();

  private void load(int series, int samples) {
    for (int i = 0; i < series; i++) {
      Labels labels = Labels.of("__name__", "m", "i", String.valueOf(i));
      for (int t = 0; t < samples; t++) {
        source.append(labels, 1_000L * t, i + 0.1 * t);
      }
    }
  }

  private void assertLimited(Runnable query, String reason) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            assertThatThrownBy(query::run)
                .isInstanceOfSatisfying(
                    QueryException.class,
                    e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.LIMIT))
                .hasMessageContaining(reason)
                .hasMessageContaining("are allowed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count_over_time(vector(1)[10y:1ms])",
        "sum_over_time(m[10y:1ms])",
        "max_over_time((sum(m))[2y:1s])"
      })
  void subqueryOfTooManySteps_isNotBegun(String query) {
    load(1, 10);
    assertLimited(
        () -> engine.instant(query, source, 9_000, Interrupt.never()), "steps, and 50000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "time()", "vector(1)", "m", "sum(m)"})
  void rangeOfTooManySteps_isNotBegun(String query) {
    load(1, 10);
    assertLimited(
        () -> engine.range(query, source, 0, 1L << 50, 1, Interrupt.never()),
        "1125899906842625 steps, and 50000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1",
        "sum(m)",
        "quantile(0.5, m)",
        "topk(3, m)",
        "absent(m)",
        "scalar(m)",
        "m and m",
        "m + on (i) m",
        "count_values('v', m)",
        "sort(m)",
        "rate(m[1m])",
        "max_over_time(m[1m:1s])",
        "label_replace(m, 'a', '$1', 'i', '(.*)')"
      })
  void rowsThatAreTooLong_endTheQuery(String query) {
    load(20, 10);
    assertLimited(
        () -> engine.range(query, source, 0, 4_000_000, 1, Interrupt.never()), "too much memory");
  }

  @Test
  void subqueriesWithinSubqueries_endTheQuery() {
    load(2, 10);
    assertLimited(
        () ->
            engine.instant(
                "max_over_time(max_over_time(max_over_time(m[1h:1s])[2h:1s])[9d:1s])",
                source,
                9_000,
                Interrupt.never()),
        "too much memory");
  }

  /** 2,000 series that each match 2,000 others are four million pairs. */
  @Test
  void joinOfAllWithAll_endsTheQuery() {
    load(2_000, 1);
    assertLimited(
        () -> engine.instant("m * on () group_left () m", source, 0, Interrupt.never()),
        "too much memory");
  }

  @Test
  void histogramsOfAResult_countWithTheirBuckets() {
    double[] buckets = new double[1_000];
    Arrays.fill(buckets, 1);
    FloatHistogram histogram = FloatHistogram.builder(0).count(1_000).positive(0, buckets).build();
    for (int i = 0; i < 100; i++) {
      for (int t = 0; t < 10; t++) {
        source.append(Labels.of("__name__", "h", "i", String.valueOf(i)), 1_000L * t, histogram, 0);
      }
    }
    assertLimited(
        () -> engine.range("h", source, 0, 9_000, 1_000, Interrupt.never()), "too much memory");
    assertLimited(() -> engine.instant("h[10s]", source, 9_000, Interrupt.never()), "too much");
    assertThat(engine.instant("count(h)", source, 9_000, Interrupt.never()).statistics())
        .satisfies(s -> assertThat(s.peakBytes()).isLessThan(MEMORY));
  }

  /** What a store decodes goes into one buffer a reader, which costs what the longest needs. */
  @Test
  void decodedSamples_countOnceAReader() {
    load(50, 1);
    long samples = 10_000;
    QueryStatistics statistics =
        engine
            .instant(
                "sum(sum_over_time(m[10000s]))",
                selection ->
                    new SeriesSet() {
                      @Override
                      public List<Labels> labels() {
                        return source.select(selection).labels();
                      }

                      @Override
                      public SampleReader open() {
                        return (series, fromMs, toMs, into) -> {
                          into.clear();
                          for (long t = 0; t < samples; t++) {
                            into.append(t * 1_000, 1);
                          }
                        };
                      }
                    },
                samples * 1_000,
                Interrupt.never())
            .statistics();
    assertThat(statistics.samplesRead()).isEqualTo(50 * samples);
    assertThat(statistics.peakBytes()).isBetween(16 * samples, 2 * 16 * samples + 50_000);
  }

  @Test
  void deadline_isSeenWithinAJoin() {
    load(100, 1);
    AtomicLong clock = new AtomicLong();
    Interrupt interrupt = Interrupt.after(() -> clock.getAndAdd(50_000_000), 1_000_000_000);
    assertThatThrownBy(() -> engine.instant("m * on () group_left () m", source, 0, interrupt))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TIMEOUT));
  }

  /** Each level doubles the label: forty of them would make a terabyte of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "label_replace(%s, \"x\", \"$1$1\", \"x\", \"(.*)\")",
        "label_join(%s, \"x\", \"\", \"x\", \"x\")"
      })
  void labelThatDoubles_endsTheQuery(String level) {
    load(1, 1);
    String query = "label_replace(m, \"x\", \"value\", \"\", \"\")";
    for (int i = 0; i < 40; i++) {
      query = level.formatted(query);
    }
    String doubling = query;
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            assertThatThrownBy(() -> engine.instant(doubling, source, 0, Interrupt.never()))
                .isInstanceOfSatisfying(
                    QueryException.class,
                    e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.LIMIT)));
  }

  @Test
  void longLabelsOfManySeries_endTheQuery() {
    load(1_000, 1);
    String query =
        "label_replace(m, \"x\", \"" + "0123456789".repeat(1_000) + "$1\", \"i\", \"(.*)\")";
    assertLimited(() -> engine.instant(query, source, 0, Interrupt.never()), "too much memory");
  }

  @Test
  void regexOfLabelReplace_thatIsTooLarge_isNotCompiled() {
    load(1, 1);
    String query = "label_replace(m, \"x\", \"\", \"i\", \"(((a{500}){500}){500}){500}\")";
    assertThatThrownBy(() -> engine.instant(query, source, 0, Interrupt.never()))
        .isInstanceOf(QueryException.class)
        .hasMessage(
            "label_replace(): regular expression is too large: it takes more than 50000 steps"
                + " with its repeats written out");
  }

  /** All of its thousands of states are alive at each character. */
  @Test
  void slowRegex_isStoppedByTheDeadline() {
    for (int i = 0; i < 2_000; i++) {
      source.append(Labels.of("__name__", "m", "i", ("a".repeat(60) + i)), 0, 1);
    }
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          for (String query :
              List.of(
                  "m{i=~\"((a?b?c?){20}){20}z\"}",
                  "label_replace(m, \"x\", \"\", \"i\", \"((a?b?c?){20}){20}z\")")) {
            Interrupt interrupt = Interrupt.after(System::nanoTime, 300_000_000);
            assertThatThrownBy(() -> engine.instant(query, source, 0, interrupt))
                .isInstanceOfSatisfying(
                    QueryException.class,
                    e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TIMEOUT));
          }
        });
  }

  /** A selector reads each series in no time, and there may be millions of them. */
  @ParameterizedTest
  @ValueSource(strings = {"count(m)", "count(m offset 1s)", "sum(last_over_time(m[5s]))"})
  void deadline_isSeenBetweenSeries(String query) {
    load(1_000, 3);
    assertThat(engine.instant(query, source, 2_000, Interrupt.never()).statistics().samplesRead())
        .isGreaterThanOrEqualTo(1_000);
    AtomicLong clock = new AtomicLong();
    // The selection is known by now: long enough for half of the series.
    Interrupt interrupt = Interrupt.after(() -> clock.getAndAdd(1_000), 500_000);
    assertThatThrownBy(() -> engine.instant(query, source, 2_000, interrupt))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TIMEOUT));
  }

  @Test
  void defaults_leaveTheHeapToOthersToo() {
    assertThat(EngineOptions.defaults().maxBytes())
        .isBetween(1L, Runtime.getRuntime().maxMemory() / 4);
  }
}
