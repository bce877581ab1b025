package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.kernel.Notes;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.plan.Planner;
import io.tributary.promql.plan.UnoptimizedPlan;
import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules make of a plan gives the same results and notes as the plan before. */
class OptimizedPlanTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults().withParser(ParserOptions.everything());
  private static final long STEP_MS = 30_000;
  private static final long END_MS = RandomWorld.SAMPLES * RandomWorld.STEP_MS;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m_total * (60 * (2 + 3))",
        "-(2 ^ 3) + m_total",
        "2 > bool 1",
        "{g=\"1\",__name__=\"m_total\",g=\"1\"}",
        "absent({g=\"x\",__name__=\"m_total\",g=\"x\"})",
        "sum(rate(m_total[1m] @ 600))",
        "m_total - on (i) m_total @ start()",
        "m_total / on () group_left () sum(m_total @ end())",
        "sum_over_time((m_total @ 300)[2m:20s])",
        "predict_linear(m_total[5m] @ 600, 60)",
        "timestamp(m_total @ 600)",
        "sum(m_total) / (sum(m_total) + 1)",
        "sum(rate(m_total[1m])) / sum(rate(m_total[1m]))",
        "max_over_time(sum(m_total)[3m:30s]) - sum(m_total)",
        "avg by (g) (m_total) > avg by (g) (m_total) / 2 and avg by (g) (m_total)",
        "histogram_count(rate(h[2m]))",
        "histogram_sum(h) / histogram_count(h)",
        "histogram_avg(sum(rate(h[5m])))",
        "histogram_quantile(0.9, rate(h[2m])) + histogram_count(rate(h[2m]))",
        "histogram_count(h == h)",
        "histogram_sum(max_over_time(h[2m]))",
        "sum(sqrt(-m_total)) + sum(rate(h[1m]))"
      })
  void optimized_givesWhatThePlanGaveBefore(String query) {
    Expr expr = new Parser(OPTIONS.parser()).parse(query);
    for (long seed = 1; seed <= 3; seed++) {
      InMemorySource source = source(seed);
      assertThat(run(Planner.plan(expr, STEP_MS, END_MS), query, source, STEP_MS))
          .as("range, seed %d", seed)
          .isEqualTo(run(UnoptimizedPlan.of(expr, STEP_MS, END_MS), query, source, STEP_MS));
      assertThat(run(Planner.plan(expr, 0, 0), query, source, 0))
          .as("instant, seed %d", seed)
          .isEqualTo(run(UnoptimizedPlan.of(expr, 0, 0), query, source, 0));
    }
  }

  private static InMemorySource source(long seed) {
    InMemorySource source = RandomWorld.of(seed);
    for (int i = 0; i < 3; i++) {
      double total = 0;
      for (int t = 0; t < RandomWorld.SAMPLES; t++) {
        total = t % 50 == 49 ? 1 : total + t % 7;
        source.append(
            Labels.of("__name__", "h", "i", String.valueOf(i)),
            t * RandomWorld.STEP_MS,
            FloatHistogram.builder(0)
                .count(3 * total)
                .sum(total * 2)
                .positive(-1, new double[] {total, 2 * total})
                .build(),
            0);
      }
    }
    return source;
  }

  private static List<String> run(Plan plan, String query, InMemorySource source, long stepMs) {
    RunnablePlan runnable = new RunnablePlan(plan, query, UnaryOperator.identity());
    Notes notes = new Notes();
    Budget budget = new Budget(OPTIONS, Interrupt.never());
    Evaluation evaluation = new Evaluation(OPTIONS, source, 0, END_MS, notes, budget);
    List<String> lines = new ArrayList<>();
    Value value =
        stepMs == 0
            ? runnable.instant(evaluation.scope(TimeGrid.instant(END_MS)))
            : runnable.range(evaluation.scope(TimeGrid.range(0, END_MS, stepMs)));
    switch (value) {
      case Value.Vector vector -> vector.samples().forEach(s -> lines.add(s.toString()));
      case Value.Matrix matrix -> matrix.series().forEach(s -> lines.add(text(s)));
      case Value.Scalar _, Value.Text _ -> lines.add(value.toString());
    }
    notes.forEach((note, position) -> lines.add(note.text() + " " + position));
    return lines;
  }

  private static String text(Value.Series series) {
    StringBuilder out = new StringBuilder().append(series.labels());
    for (int i = 0; i < series.floatCount(); i++) {
      out.append(' ').append(series.value(i)).append('@').append(series.timestampMs(i));
    }
    for (int i = 0; i < series.histogramCount(); i++) {
      out.append(' ').append(series.histogram(i)).append('@').append(i);
    }
    return out.toString();
  }
}
