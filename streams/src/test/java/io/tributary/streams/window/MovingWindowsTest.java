package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.PreparedQuery;
import io.tributary.promql.exec.Value;
import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What windows remember from one evaluation to the next changes no result: queries that are
 * prepared once and asked again and again, as samples come in order, late, and not at all, give
 * what the query engine gives over plain samples.
 */
class MovingWindowsTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final long STEP_MS = 15_000;
  private static final List<Matcher> X = List.of(Matcher.equal("__name__", "x_total"));
  private static final List<String> FUNCTIONS =
      List.of("rate", "increase", "delta", "count_over_time", "last_over_time", "resets");

  private final Engine engine = new Engine(EngineOptions.defaults());
  private final Map<Labels, NavigableMap<Long, Double>> plain = new TreeMap<>();
  private final IngestCounts counts = new IngestCounts();

  @Test
  void endsOfShortWindows_agreeAsTheyMove() {
    assertAgreement(new Random(1), 600, 10 * 60_000, List.of("1m", "5m", "10m"), 3);
  }

  @Test
  void endsOfLongWindows_agreeAsTheyMove() {
    assertAgreement(new Random(2), 900, 3 * 3_600_000, List.of("5m", "25m", "50m", "3h"), 7);
  }

  @Test
  void endsOfLongWindows_agreeWhereCountersSeldomReset() {
    assertAgreement(new Random(3), 900, 3 * 3_600_000, List.of("5m", "30m", "2h"), 5);
  }

  private void assertAgreement(
      Random random, int steps, long keptMs, List<String> ranges, int everySteps) {
    Windows windows = new Windows(new MemoryLog(), 1_000);
    windows.subscribe(List.of(new Subscription(X, keptMs)));
    List<PreparedQuery> queries = new ArrayList<>();
    for (String function : FUNCTIONS) {
      ranges.forEach(range -> queries.add(engine.prepare(function + "(x_total[" + range + "])")));
    }
    double[] values = new double[6];
    for (int step = 0; step < steps; step++) {
      long now = START_MS + step * STEP_MS;
      for (int s = 0; s < values.length; s++) {
        values[s] = next(random, s, values[s]);
        int late = random.nextInt(15) == 0 ? random.nextInt(12) : 0;
        if (random.nextInt(25) > 0) {
          add(windows, s, now - late * STEP_MS + random.nextInt(50), values[s]);
        }
      }
      windows.flush();
      if (step % everySteps == 0) {
        InMemorySource source = source();
        // With samples that are later than the window too, as where evaluation waits for others.
        for (long at : List.of(now - 40_000, now + 100)) {
          for (PreparedQuery query : queries) {
            assertClose(query, results(query, windows, at), results(query, source, at));
          }
        }
        windows.advance(now - 40_000);
      }
    }
  }

  private void add(Windows windows, int number, long timestampMs, double value) {
    Labels labels = Labels.of("__name__", "x_total", "i", Integer.toString(number));
    Series into = windows.resolve(Fingerprint.of(labels), labels);
    assertThat(into).isNotNull();
    long kept = counts.kept;
    windows.add(into, timestampMs, value, counts);
    if (counts.kept > kept) {
      plain.computeIfAbsent(labels, l -> new TreeMap<>()).put(timestampMs, value);
    }
  }

  private static double next(Random random, int style, double before) {
    if (style < 5 && random.nextInt(200) == 0) {
      return StalenessMarker.VALUE;
    }
    double last = StalenessMarker.is(before) ? 0 : before;
    return switch (style) {
      case 0 -> random.nextInt(150) == 0 ? 0 : last + random.nextInt(100);
      case 1 -> Math.rint(last * 100 + random.nextInt(1_000)) / 100;
      case 2 -> Math.rint(random.nextInt(10_000)) / 100;
      case 3 -> random.nextGaussian();
      case 4 -> random.nextInt(40) == 0 ? Double.NaN : 7;
      default -> last + 0.1;
    };
  }

  private InMemorySource source() {
    InMemorySource source = new InMemorySource();
    plain.forEach((labels, samples) -> samples.forEach((t, v) -> source.append(labels, t, v)));
    return source;
  }

  private static void assertClose(
      PreparedQuery query, Map<Labels, Double> actual, Map<Labels, Double> expected) {
    assertThat(actual.keySet()).as("%s", query.expr()).isEqualTo(expected.keySet());
    expected.forEach(
        (labels, value) -> {
          double other = actual.getOrDefault(labels, Double.NaN);
          assertThat(
                  Double.compare(value, other) == 0
                      || Math.abs(value - other) <= 1e-12 * Math.abs(value))
              .as("%s of %s: %s, expected %s", query.expr(), labels, other, value)
              .isTrue();
        });
  }

  private static Map<Labels, Double> results(PreparedQuery query, SeriesSource source, long at) {
    Map<Labels, Double> results = new TreeMap<>();
    Value value = query.instant(source, at, Interrupt.never()).value();
    for (Value.Sample sample : ((Value.Vector) value).samples()) {
      results.put(sample.labels(), sample.value());
    }
    return results;
  }
}
