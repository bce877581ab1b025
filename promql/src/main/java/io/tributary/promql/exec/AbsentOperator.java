package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.syntax.Matcher;
import java.util.List;

/** {@code absent} and {@code absent_over_time}: 1 wherever the input has nothing at all. */
final class AbsentOperator implements Operator {
  private final Operator input;
  private final SeriesTable table;

  /** With the labels that the input's matchers ask for. */
  AbsentOperator(Operator input, List<Matcher> matchers) {
    this.input = input;
    this.table = SeriesTable.of(AbsentLabels.of(matchers));
  }

  @Override
  public SeriesTable series(Scope scope) {
    input.series(scope);
    return table;
  }

  @Override
  public RowReader open(Scope scope) {
    int size = input.series(scope).size();
    return (i, out) -> {
      out.clear();
      java.util.Arrays.fill(out.values, 1);
      int left = out.steps();
      Row row = scope.row();
      try (RowReader rows = input.open(scope)) {
        for (int r = 0; r < size && left > 0; r++) {
          rows.read(r, row);
          for (int step = 0; step < out.values.length; step++) {
            if (row.isPresent(step) && !Row.isAbsent(out.values[step])) {
              out.values[step] = Row.ABSENT;
              left--;
            }
          }
        }
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Absent";
  }
}
