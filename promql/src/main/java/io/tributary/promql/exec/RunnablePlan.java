package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.ValueType;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A plan with its operators: runs it and gathers the rows into a value. */
final class RunnablePlan {
  private final Plan plan;
  private final @Nullable Operator operator;
  private final @Nullable RangeInput range;

  RunnablePlan(Plan plan, String query, UnaryOperator<Operator> wrap) {
    this.plan = plan;
    OperatorFactory factory = new OperatorFactory(query, wrap);
    if (plan.type() == ValueType.MATRIX) {
      operator = null;
      range = factory.range(plan);
    } else if (plan.type() == ValueType.STRING) {
      operator = null;
      range = null;
    } else {
      operator = new FinalNamesOperator(factory.operator(plan));
      range = null;
    }
  }

  /** The operators, and what they cost where that was measured. */
  Explanation explanation() {
    if (operator != null) {
      return Meter.explain(operator);
    }
    if (range == null) {
      return Explanation.of(String.valueOf(plan), List.of());
    }
    List<Explanation> inputs = new ArrayList<>();
    for (Operator input : range.inputs()) {
      inputs.add(Meter.explain(input));
    }
    return Explanation.of(range.describe(), inputs);
  }

  /** The value at the scope's only step. */
  Value instant(Scope scope) {
    long timestampMs = scope.grid().startMs();
    if (plan instanceof Plan.Text text) {
      return new Value.Text(timestampMs, text.value());
    }
    if (range != null) {
      return rangeVector(range, scope);
    }
    if (operator == null) {
      throw new IllegalStateException("nothing to run: " + plan);
    }
    SeriesTable table = operator.series(scope);
    List<Value.Sample> samples = new ArrayList<>();
    try (RowRunner rows = new RowRunner(operator, scope)) {
      rows.forEach(
          table.size(),
          (i, row) -> {
            FloatHistogram histogram = row.histogram(0);
            if (histogram != null) {
              samples.add(new Value.Sample(table.labels(i), timestampMs, 0, histogram));
            } else if (!Row.isAbsent(row.values[0])) {
              samples.add(new Value.Sample(table.labels(i), timestampMs, row.values[0], null));
            }
          });
    }
    if (plan.type() == ValueType.SCALAR) {
      return new Value.Scalar(timestampMs, samples.getFirst().value());
    }
    long bytes = 0;
    for (Value.Sample sample : samples) {
      bytes += sample.histogram() == null ? 0 : Footprint.sample(sample.histogram());
    }
    scope.evaluation().budget().hold(samples.size(), Footprint.SAMPLE * samples.size() + bytes);
    return new Value.Vector(samples);
  }

  private static Value rangeVector(RangeInput range, Scope scope) {
    RangeVectorResult result = new RangeVectorResult(range, scope);
    return result.matrix();
  }

  /** The values at all steps of the scope, sorted by labels. */
  Value range(Scope scope) {
    if (operator == null) {
      throw new IllegalStateException("not to be run over a range: " + plan);
    }
    List<Value.Series> series = new ArrayList<>();
    if (scope.grid().steps() > 0) {
      SeriesTable table = operator.series(scope);
      Budget budget = scope.evaluation().budget();
      try (RowRunner rows = new RowRunner(operator, scope)) {
        rows.forEach(
            table.size(),
            (i, row) -> {
              Value.Series one = series(table.labels(i), row, scope.grid());
              if (one != null) {
                budget.hold(one.floatCount() + one.histogramCount(), bytes(one));
                series.add(one);
              }
            });
      }
    }
    series.sort(Comparator.comparing(Value.Series::labels));
    return new Value.Matrix(series);
  }

  private static long bytes(Value.Series series) {
    int histograms = series.histogramCount();
    return Footprint.RESULT_SERIES
        + 16L * series.floatCount()
        + (histograms == 0 ? 0 : histograms * Footprint.sample(series.histogram(histograms - 1)));
  }

  private static Value.@Nullable Series series(Labels labels, Row row, TimeGrid grid) {
    int floats = 0;
    for (double value : row.values) {
      floats += Row.isAbsent(value) ? 0 : 1;
    }
    if (floats == 0 && !row.hasHistograms()) {
      return null;
    }
    long[] timestamps = new long[floats];
    double[] values = new double[floats];
    int n = 0;
    for (int step = 0; step < row.values.length; step++) {
      if (!Row.isAbsent(row.values[step])) {
        timestamps[n] = grid.at(step);
        values[n++] = row.values[step];
      }
    }
    SampleColumns histograms = new SampleColumns();
    if (row.hasHistograms()) {
      for (int step = 0; step < row.steps(); step++) {
        FloatHistogram histogram = row.histogram(step);
        if (histogram != null) {
          histograms.append(grid.at(step), histogram, 0);
        }
      }
      if (floats == 0 && histograms.histogramCount == 0) {
        return null;
      }
    }
    return RangeVectorResult.series(labels, timestamps, values, histograms);
  }
}
