package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.kernel.WindowShape;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.List;

/** The results of an expression on a grid of its own, as samples. */
final class SubqueryInput implements RangeInput {
  private final Plan.Subquery subquery;
  private final Operator input;

  SubqueryInput(Plan.Subquery subquery, Operator input) {
    this.subquery = subquery;
    this.input = input;
  }

  @Override
  public SeriesTable series(Scope scope) {
    Scope inner = inner(scope);
    return inner.grid().steps() == 0 ? SeriesTable.EMPTY : input.series(inner);
  }

  @Override
  public WindowShape shape(Scope scope) {
    Evaluation evaluation = scope.evaluation();
    return new WindowShape(
        scope.grid(),
        subquery.rangeMs(),
        subquery.shift().offsetMs(),
        subquery.shift().atMs(evaluation.startMs(), evaluation.endMs()),
        RangeEdges.PLAIN,
        scope.options().lookback().toMillis());
  }

  /** Multiples of the step, so that results do not depend on when the query is asked. */
  private Scope inner(Scope scope) {
    WindowShape shape = shape(scope);
    long stepMs =
        subquery.stepMs() > 0
            ? subquery.stepMs()
            : scope.options().defaultSubqueryStep().toMillis();
    long startMs = shape.startMs(0);
    long first = stepMs * (startMs / stepMs);
    if (first <= startMs) {
      first += stepMs;
    }
    return scope.on(scope.evaluation().grid(first, shape.endMs(scope.grid().steps() - 1), stepMs));
  }

  @Override
  public Reader open(Scope scope) {
    Scope inner = inner(scope);
    if (inner.grid().steps() == 0) {
      return (i, into) -> into.clear();
    }
    RowReader rows = input.open(inner);
    TimeGrid grid = inner.grid();
    Row row = inner.row();
    Budget budget = scope.evaluation().budget();
    return new Reader() {
      private long held;

      @Override
      public void read(int i, SampleColumns into) {
        rows.read(i, row);
        into.clear();
        into.reserve(grid.steps());
        for (int step = 0; step < grid.steps(); step++) {
          FloatHistogram histogram = row.histogram(step);
          if (histogram != null) {
            into.append(grid.at(step), withoutResets(histogram), 0);
          } else if (!Row.isAbsent(row.values[step])) {
            into.append(grid.at(step), row.values[step]);
          }
        }
        budget.read(0);
        long bytes = Footprint.samples(grid.steps(), into);
        if (bytes > held) {
          budget.hold(0, bytes - held);
          held = bytes;
        }
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  /** Between the instants of a subquery there may be resets that it does not see, or sees twice. */
  private static FloatHistogram withoutResets(FloatHistogram histogram) {
    return switch (histogram.hint()) {
      case RESET, NOT_RESET -> histogram.withHint(CounterReset.UNKNOWN);
      case UNKNOWN, GAUGE -> histogram;
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Subquery [" + subquery.rangeMs() + " ms:" + subquery.stepMs() + " ms]";
  }
}
