package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Labels;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Windows that slide give what windows by themselves give: each step of a range query, to the bit,
 * what an instant query gives then.
 */
class RangeEqualsInstantsTest {
  private static final Engine ENGINE =
      new Engine(EngineOptions.defaults().withParser(ParserOptions.everything()));
  private static final long END_MS = RandomWorld.SAMPLES * RandomWorld.STEP_MS;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m_total",
        "m_total offset 33s",
        "m_total smoothed",
        "timestamp(m_total)",
        "rate(m_total[1m])",
        "rate(m_total[1m] anchored)",
        "rate(m_total[1m] smoothed)",
        "increase(m_total[5m])",
        "delta(m_total[45s])",
        "irate(m_total[1m])",
        "idelta(m_total[1m])",
        "sum_over_time(m_total[2m])",
        "avg_over_time(m_total[2m])",
        "min_over_time(m_total[2m])",
        "max_over_time(m_total[2m])",
        "ts_of_min_over_time(m_total[2m])",
        "ts_of_max_over_time(m_total[2m])",
        "first_over_time(m_total[2m])",
        "last_over_time(m_total[2m])",
        "ts_of_first_over_time(m_total[2m])",
        "ts_of_last_over_time(m_total[2m])",
        "count_over_time(m_total[2m])",
        "present_over_time(m_total[25s])",
        "absent_over_time(m_total{i=\"1\"}[25s])",
        "quantile_over_time(0.3, m_total[2m])",
        "mad_over_time(m_total[2m])",
        "stddev_over_time(m_total[2m])",
        "stdvar_over_time(m_total[2m])",
        "deriv(m_total[2m])",
        "predict_linear(m_total[2m], 60)",
        "double_exponential_smoothing(m_total[2m], 0.4, 0.3)",
        "resets(m_total[2m])",
        "resets(m_total[2m] anchored)",
        "changes(m_total[2m])",
        "sum by (g) (m_total)",
        "avg(m_total)",
        "stddev(m_total)",
        "quantile(0.7, m_total)",
        "count_values(\"v\", m_total > 100)",
        "topk by (g) (2, m_total)",
        "bottomk(3, m_total)",
        "m_total / on (i, g) rate(m_total[1m])",
        "m_total * on (g) group_left () sum by (g) (m_total)",
        "m_total and m_total > 300",
        "m_total unless (m_total > 300)",
        "(m_total > 300) or (m_total < 100)",
        "max_over_time(rate(m_total[1m])[3m:20s])",
        "sum(m_total) / sum(m_total)",
        "clamp(m_total, 100, 200)",
        "scalar(m_total{i=\"1\"})",
        "count_over_time(m_total[3s])",
        "-m_total",
      })
  void range_givesAtEachStepWhatAnInstantGives(String query) {
    for (long seed = 1; seed <= 5; seed++) {
      InMemorySource source = RandomWorld.of(seed);
      long step = 7_000 * seed;
      Value.Matrix matrix =
          (Value.Matrix) ENGINE.range(query, source, 0, END_MS, step, Interrupt.never()).value();
      Map<Long, Map<Labels, Double>> got = new HashMap<>();
      for (Value.Series series : matrix.series()) {
        for (int i = 0; i < series.floatCount(); i++) {
          got.computeIfAbsent(series.timestampMs(i), t -> new HashMap<>())
              .put(series.labels(), series.value(i));
        }
      }
      PreparedQuery prepared = ENGINE.prepare(query);
      for (long t = 0; t <= END_MS; t += step) {
        assertThat(got.getOrDefault(t, Map.of()))
            .as("%s at %d ms, seed %d", query, t, seed)
            .isEqualTo(samples(prepared.instant(source, t, Interrupt.never()).value()));
      }
    }
  }

  private static Map<Labels, Double> samples(Value value) {
    Map<Labels, Double> samples = new HashMap<>();
    switch (value) {
      case Value.Vector vector -> vector.samples().forEach(s -> samples.put(s.labels(), s.value()));
      case Value.Scalar scalar -> samples.put(Labels.EMPTY, scalar.value());
      case Value.Matrix _, Value.Text _ -> throw new AssertionError(value);
    }
    return samples;
  }
}
