package io.tributary.promql.exec;

import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.plan.Shift;
import org.jspecify.annotations.Nullable;

/** When {@code info} looks at info series: when the first selector of its argument looks. */
final class InfoReference {
  private InfoReference() {}

  /** The instants at which the argument's first selector looks, one a step of the grid. */
  static TimeGrid of(Plan argument, TimeGrid grid, Evaluation evaluation) {
    Shift shift = firstShift(argument);
    if (shift == null) {
      return grid;
    }
    Long at = shift.atMs(evaluation.startMs(), evaluation.endMs());
    return at == null
        ? new TimeGrid(grid.startMs() - shift.offsetMs(), grid.stepMs(), grid.steps())
        : TimeGrid.instant(at - shift.offsetMs());
  }

  private static @Nullable Shift firstShift(Plan plan) {
    return switch (plan) {
      case Plan.Select select -> select.selector().shift();
      case Plan.Window window -> window.selector().shift();
      case Plan.Subquery subquery -> {
        Shift inner = firstShift(subquery.input());
        if (inner == null || inner.at() != null) {
          yield inner;
        }
        yield new Shift(inner.offsetMs() + subquery.shift().offsetMs(), subquery.shift().at());
      }
      default -> {
        for (Plan child : plan.children()) {
          Shift found = firstShift(child);
          if (found != null) {
            yield found;
          }
        }
        yield null;
      }
    };
  }
}
