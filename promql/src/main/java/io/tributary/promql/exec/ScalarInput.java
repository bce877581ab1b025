package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;

/** A scalar that another operator needs: its values at all steps, worked out once a scope. */
final class ScalarInput {
  private final Operator operator;

  ScalarInput(Operator operator) {
    this.operator = operator;
  }

  Operator operator() {
    return operator;
  }

  /** One a step; not to be written to. */
  double[] values(Scope scope) {
    return scope.keep(
        this,
        () -> {
          operator.series(scope);
          Row row = scope.row();
          try (RowReader reader = operator.open(scope)) {
            reader.read(0, row);
          }
          return row.values;
        });
  }
}
