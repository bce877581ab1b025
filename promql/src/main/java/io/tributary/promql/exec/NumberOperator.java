package io.tributary.promql.exec;

import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.plan.Plan;
import java.util.Arrays;
import java.util.List;

/** A scalar that needs no series: a number, or a time. */
final class NumberOperator implements Operator {
  private final Plan plan;

  NumberOperator(Plan.Literal number) {
    plan = number;
  }

  NumberOperator(Plan.Time time) {
    plan = time;
  }

  @Override
  public SeriesTable series(Scope scope) {
    return SeriesTable.SCALAR;
  }

  @Override
  public RowReader open(Scope scope) {
    TimeGrid grid = scope.grid();
    return (i, out) -> {
      out.clearHistograms();
      if (plan instanceof Plan.Literal number) {
        Arrays.fill(out.values, number.value());
      } else if (plan instanceof Plan.Time time) {
        for (int step = 0; step < out.values.length; step++) {
          out.values[step] = millis(time.which(), scope.evaluation(), grid.at(step)) / 1000.0;
        }
      }
    };
  }

  private static long millis(Plan.Time.Which which, Evaluation evaluation, long stepMs) {
    return switch (which) {
      case STEP -> stepMs;
      case START -> evaluation.startMs();
      case END -> evaluation.endMs();
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of();
  }

  @Override
  public String describe() {
    return switch (plan) {
      case Plan.Literal number -> "Number " + number.value();
      case Plan.Time time -> "Time " + time.which();
      default -> plan.toString();
    };
  }
}
