package io.tributary.promql.exec;

import io.tributary.promql.kernel.FloatOperators;
import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.Function;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** An operator or function of two scalars. */
final class NumberBinaryOperator implements Operator {
  private final String name;
  private final DoubleBinaryOperator f;
  private final ScalarInput left;
  private final ScalarInput right;

  private NumberBinaryOperator(
      String name, DoubleBinaryOperator f, ScalarInput left, ScalarInput right) {
    this.name = name;
    this.f = f;
    this.left = left;
    this.right = right;
  }

  static NumberBinaryOperator of(BinaryOp op, ScalarInput left, ScalarInput right) {
    return new NumberBinaryOperator(op.text(), FloatOperators.scalar(op), left, right);
  }

  static NumberBinaryOperator of(
      Function function, DoubleBinaryOperator f, ScalarInput left, ScalarInput right) {
    return new NumberBinaryOperator(function.text(), f, left, right);
  }

  @Override
  public SeriesTable series(Scope scope) {
    left.values(scope);
    right.values(scope);
    return SeriesTable.SCALAR;
  }

  @Override
  public RowReader open(Scope scope) {
    double[] a = left.values(scope);
    double[] b = right.values(scope);
    return (i, out) -> {
      out.clearHistograms();
      for (int step = 0; step < out.values.length; step++) {
        out.values[step] = f.applyAsDouble(a[step], b[step]);
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(left.operator(), right.operator());
  }

  @Override
  public String describe() {
    return "Scalars " + name;
  }
}
