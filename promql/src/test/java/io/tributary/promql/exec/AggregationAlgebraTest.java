package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Laws that hold between aggregations, whatever the samples are. */
class AggregationAlgebraTest {
  private static final Engine ENGINE =
      new Engine(EngineOptions.defaults().withParser(ParserOptions.everything()));
  private static final int STEPS = 40;

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "sum(m); sum(sum by (a) (m))",
        "sum by (a) (m); sum by (a) (sum by (a, b) (m))",
        "sum by (a) (m); sum without (b, c, i) (m)",
        "sum(m); avg(m) * count(m)",
        "count(m); sum(m * 0 + 1)",
        "count(m); sum(group by (a, b, c, i) (m))",
        "count by (a) (m); sum by (a) (count by (a, b) (m))",
        "min(m); -max(-m)",
        "min(m); min(min by (b) (m))",
        "max by (a) (m); max by (a) (max without (c) (m))",
        "stdvar(m); stddev(m) ^ 2",
        "stdvar(m); avg(m * m) - avg(m) ^ 2",
        "quantile(0, m); min(m)",
        "quantile(1, m); max(m)",
        "quantile by (a) (0.5, m); -quantile by (a) (0.5, -m)",
        "max(m); max(topk(1, m))",
        "min(m); min(bottomk(1, m))",
        "sum(topk(3, m)); sum(m) - sum(bottomk(scalar(count(m)) - 3, m) or m * 0)",
        "topk(1000, m); m",
        "bottomk by (a) (1000, m); m",
        "sum(topk by (a) (1, m)); sum(max by (a) (m))",
        "limitk(1000, m); m",
        "limit_ratio(1, m); m",
        "count(limit_ratio(0.3, m) or limit_ratio(-0.7, m)); count(m)",
        "count(limitk by (a) (1, m)); count(count by (a) (m))",
        "sum(count_values(\"v\", m)); count(m)",
        "sum by (a) (m); sum by (a) (m > 0 or m <= 0)",
        "group by (a) (m); count by (a) (m) ^ 0"
      })
  void bothSides_areEqual(String left, String right) {
    for (long seed = 1; seed <= 20; seed++) {
      InMemorySource source = source(seed);
      Map<String, Double> expected = points(left, source);
      Map<String, Double> got = points(right, source);
      assertThat(got.keySet()).as("%s, seed %d", right, seed).isEqualTo(expected.keySet());
      expected.forEach(
          (point, value) ->
              assertThat(got.get(point))
                  .as("%s at %s", right, point)
                  .isCloseTo(value, Offset.offset(1e-6 * Math.max(1, Math.abs(value)))));
    }
  }

  /** Twenty series of three labels, each with gaps of its own; four or more at each step. */
  private static InMemorySource source(long seed) {
    Random random = new Random(seed);
    InMemorySource source = new InMemorySource();
    for (int i = 0; i < 20; i++) {
      Labels labels =
          Labels.of(
              "__name__",
              "m",
              "a",
              "a" + i % 3,
              "b",
              "b" + i % 4,
              "c",
              "c" + random.nextInt(5),
              "i",
              "" + i);
      for (int t = 0; t < STEPS; t++) {
        boolean gap = i >= 4 && random.nextInt(4) == 0;
        source.append(
            labels, t * 1_000L, gap ? StalenessMarker.VALUE : random.nextInt(2_000) / 8.0 - 100);
      }
    }
    return source;
  }

  /** Values by series and time; the metric's name apart, which arithmetic takes off. */
  private static Map<String, Double> points(String query, InMemorySource source) {
    Value value =
        ENGINE.range(query, source, 0, (STEPS - 1) * 1_000L, 1_000, Interrupt.never()).value();
    Map<String, Double> points = new TreeMap<>();
    for (Value.Series series : ((Value.Matrix) value).series()) {
      for (int i = 0; i < series.floatCount(); i++) {
        points.put(series.labels().withoutName() + "@" + series.timestampMs(i), series.value(i));
      }
    }
    return points;
  }
}
