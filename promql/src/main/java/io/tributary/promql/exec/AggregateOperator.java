package io.tributary.promql.exec;

import io.tributary.promql.kernel.Accumulator;
import io.tributary.promql.kernel.Accumulators;
import io.tributary.promql.kernel.AggregationContext;
import io.tributary.promql.kernel.Note;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.AggregateOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An aggregation that makes one series of each group. A group's row is made when it is read. */
final class AggregateOperator implements Operator {
  private static final double[] NO_PARAMETER = new double[0];

  private final Plan.Aggregation plan;
  private final Operator input;
  private final @Nullable ScalarInput parameter;
  private final Derived<Grouping> grouping = new Derived<>();

  AggregateOperator(Plan.Aggregation plan, Operator input, @Nullable ScalarInput parameter) {
    this.plan = plan;
    this.input = input;
    this.parameter = parameter;
  }

  @Override
  public SeriesTable series(Scope scope) {
    if (parameter != null && plan.op() == AggregateOp.QUANTILE) {
      checkQuantile(parameter.values(scope), scope);
    }
    return grouping(scope).table;
  }

  private Grouping grouping(Scope scope) {
    SeriesTable of = input.series(scope);
    return grouping.get(() -> Grouping.of(of, plan.grouping(), plan.without()), of);
  }

  private void checkQuantile(double[] quantiles, Scope scope) {
    if (plan.parameter() == null) {
      return;
    }
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    boolean nan = false;
    for (double q : quantiles) {
      nan |= Double.isNaN(q);
      max = q > max ? q : max;
      min = q < min ? q : min;
    }
    if (nan) {
      scope.notes().add(Note.invalidQuantile(Double.NaN), plan.parameter().position());
    }
    if (max > 1) {
      scope.notes().add(Note.invalidQuantile(max), plan.parameter().position());
    }
    if (min < 0) {
      scope.notes().add(Note.invalidQuantile(min), plan.parameter().position());
    }
  }

  @Override
  public RowReader open(Scope scope) {
    SeriesTable table = input.series(scope);
    int[][] members = grouping(scope).members;
    RowRunner rows = new RowRunner(input, scope);
    Budget budget = scope.evaluation().budget();
    budget.hold(0, Footprint.accumulator(scope.grid().steps()));
    Accumulator accumulator =
        Accumulators.of(
            plan.op(),
            new AggregationContext(
                scope.grid().steps(),
                scope.notes(),
                plan.input().position(),
                parameter == null ? NO_PARAMETER : parameter.values(scope),
                bytes -> budget.hold(0, bytes)));
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        int[] group = members[i];
        accumulator.start(group.length);
        rows.forEach(
            group,
            (member, row) ->
                accumulator.add(row, row.hasHistograms() ? table.labels(member).metricName() : ""));
        accumulator.finish(out);
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return parameter == null ? List.of(input) : List.of(input, parameter.operator());
  }

  @Override
  public String describe() {
    return "Aggregate "
        + plan.op().text()
        + (plan.without() ? " without " : " by ")
        + plan.grouping();
  }
}
