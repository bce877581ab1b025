package io.tributary.promql.exec;

import java.util.List;

/** {@code vector(s)}: a scalar as a series without labels. */
final class VectorOfScalarOperator implements Operator {
  private final ScalarInput scalar;

  VectorOfScalarOperator(ScalarInput scalar) {
    this.scalar = scalar;
  }

  @Override
  public SeriesTable series(Scope scope) {
    scalar.values(scope);
    return SeriesTable.SCALAR;
  }

  @Override
  public RowReader open(Scope scope) {
    double[] values = scalar.values(scope);
    return (i, out) -> {
      out.clearHistograms();
      System.arraycopy(values, 0, out.values, 0, values.length);
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(scalar.operator());
  }

  @Override
  public String describe() {
    return "VectorOfScalar";
  }
}
