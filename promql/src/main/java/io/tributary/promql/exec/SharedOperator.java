package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import java.util.List;

/**
 * What occurs more than once in a plan: all occurrences are this one operator, whose rows are made
 * once for each grid. A note points at the first occurrence, as it does where nothing is shared.
 */
final class SharedOperator implements Operator {
  private final Operator input;

  SharedOperator(Operator input) {
    this.input = input;
  }

  @Override
  public SeriesTable series(Scope scope) {
    return input.series(scope);
  }

  @Override
  public RowReader open(Scope scope) {
    KeptRows kept =
        scope.keep(
            this, () -> new KeptRows(input.series(scope).size(), scope.evaluation().budget()));
    RowReader rows = input.open(scope);
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        out.copyFrom(kept.get(i, rows, scope));
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Shared";
  }
}
