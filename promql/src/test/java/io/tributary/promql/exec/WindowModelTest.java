package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All windows of a series in one pass give what a plain reading of each function's definition gives
 * for each window by itself, whatever gaps, resets and staleness markers there are.
 */
class WindowModelTest {
  private static final Engine ENGINE =
      new Engine(EngineOptions.defaults().withParser(ParserOptions.everything()));
  private static final Labels SERIES = Labels.of("__name__", "m_total");
  private static final int SAMPLES = 150;

  private final List<Long> times = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count_over_time",
        "present_over_time",
        "sum_over_time",
        "avg_over_time",
        "min_over_time",
        "max_over_time",
        "first_over_time",
        "last_over_time",
        "ts_of_first_over_time",
        "ts_of_last_over_time",
        "stdvar_over_time",
        "stddev_over_time",
        "resets",
        "changes",
        "increase",
        "rate",
        "delta",
        "idelta",
        "irate",
        "deriv"
      })
  void windows_giveWhatTheDefinitionSays(String function) {
    Random random = new Random(function.hashCode());
    for (int round = 0; round < 60; round++) {
      InMemorySource source = series(random);
      long range = List.of(1_000L, 14_999L, 30_000L, 61_000L, 300_000L).get(random.nextInt(5));
      long step = List.of(1_000L, 7_000L, 15_000L, 100_000L).get(random.nextInt(4));
      long end = times.getLast() + 20_000;
      String query = function + "(m_total[" + range + "ms])";
      Map<Long, Double> got = range(query, source, end, step);
      for (long t = 0; t <= end; t += step) {
        Double expected = NaiveWindows.of(t - range, t, times, values).of(function);
        if (expected == null) {
          assertThat(got).as("%s at %d", query, t).doesNotContainKey(t);
        } else {
          assertThat(got.get(t))
              .as("%s at %d", query, t)
              .isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected))));
        }
      }
    }
  }

  private InMemorySource series(Random random) {
    times.clear();
    values.clear();
    InMemorySource source = new InMemorySource();
    long t = random.nextInt(30_000);
    double value = random.nextInt(50);
    for (int i = 0; i < SAMPLES; i++) {
      t += random.nextInt(20) == 0 ? 90_000 : 10_000 + random.nextInt(10_000);
      int dice = random.nextInt(25);
      if (dice == 0) {
        source.append(SERIES, t, StalenessMarker.VALUE);
        continue;
      }
      value = dice == 1 ? 0 : dice < 6 ? value : value + random.nextInt(1_000) / 7.0;
      source.append(SERIES, t, value);
      times.add(t);
      values.add(value);
    }
    return source;
  }

  private static Map<Long, Double> range(String query, InMemorySource source, long end, long step) {
    Map<Long, Double> points = new HashMap<>();
    Value value = ENGINE.range(query, source, 0, end, step, Interrupt.never()).value();
    for (Value.Series series : ((Value.Matrix) value).series()) {
      for (int i = 0; i < series.floatCount(); i++) {
        points.put(series.timestampMs(i), series.value(i));
      }
    }
    return points;
  }
}
