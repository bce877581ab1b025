package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import java.util.List;

/** {@code scalar(v)}: the float of the only series that has one, else NaN. */
final class ScalarOfVectorOperator implements Operator {
  private final Operator vector;

  ScalarOfVectorOperator(Operator vector) {
    this.vector = vector;
  }

  @Override
  public SeriesTable series(Scope scope) {
    vector.series(scope);
    return SeriesTable.SCALAR;
  }

  @Override
  public RowReader open(Scope scope) {
    int size = vector.series(scope).size();
    return (i, out) -> {
      out.clear();
      int[] found = new int[out.steps()];
      Row row = scope.row();
      try (RowReader rows = vector.open(scope)) {
        for (int r = 0; r < size; r++) {
          rows.read(r, row);
          for (int step = 0; step < found.length; step++) {
            if (!Row.isAbsent(row.values[step])) {
              found[step]++;
              out.values[step] = row.values[step];
            }
          }
        }
      }
      for (int step = 0; step < found.length; step++) {
        if (found[step] != 1) {
          out.values[step] = Double.NaN;
        }
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(vector);
  }

  @Override
  public String describe() {
    return "ScalarOfVector";
  }
}
