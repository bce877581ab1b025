package io.tributary.promql.exec;

import io.tributary.promql.kernel.FloatOperators;
import io.tributary.promql.kernel.MixedOperator;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.ValueType;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binary operator between each series of a vector and a scalar. */
final class VectorScalarOperator implements Operator {
  private final Plan.Binary plan;
  private final Operator vector;
  private final ScalarInput scalar;
  private final boolean scalarLeft;
  private final Derived<SeriesTable> table = new Derived<>();

  VectorScalarOperator(Plan.Binary plan, Operator vector, ScalarInput scalar) {
    this.plan = plan;
    this.vector = vector;
    this.scalar = scalar;
    this.scalarLeft = plan.left().type() == ValueType.SCALAR;
  }

  @Override
  public SeriesTable series(Scope scope) {
    SeriesTable input = vector.series(scope);
    scalar.values(scope);
    boolean delayed = scope.options().delayedNameRemoval();
    boolean drops = plan.op().kind() == BinaryOp.Kind.ARITHMETIC || plan.returnBool();
    return table.get(() -> drops ? input.droppingNames(delayed) : input, input);
  }

  @Override
  public RowReader open(Scope scope) {
    RowReader rows = vector.open(scope);
    double[] constant = scalar.values(scope);
    MixedOperator mixed = new MixedOperator(plan.op(), scope.notes(), plan.position());
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        rows.read(i, out);
        if (out.hasHistograms() || plan.op().kind() == BinaryOp.Kind.TRIM) {
          mixed(out, constant, mixed);
        } else {
          floats(out.values, constant);
        }
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  private void floats(double[] values, double[] constant) {
    double[] left = scalarLeft ? constant : values;
    double[] right = scalarLeft ? values : constant;
    BinaryOp op = plan.op();
    if (!op.isComparison()) {
      FloatOperators.arithmetic(op, left, right, values);
    } else if (plan.returnBool()) {
      FloatOperators.truth(op, left, right, values);
    } else {
      FloatOperators.filter(op, left, right, values, values);
    }
  }

  private void mixed(Row row, double[] constant, MixedOperator mixed) {
    for (int step = 0; step < row.steps(); step++) {
      if (!row.isPresent(step)) {
        continue;
      }
      double value = row.values[step];
      @Nullable FloatHistogram histogram = row.histogram(step);
      if (scalarLeft) {
        mixed.apply(constant[step], null, value, histogram);
      } else {
        mixed.apply(value, histogram, constant[step], null);
      }
      if (plan.returnBool() && mixed.meaningful) {
        row.setFloat(step, mixed.keep ? 1 : 0);
      } else if (!mixed.keep) {
        row.setHistogram(step, null);
      } else if (!plan.op().isComparison()) {
        // What is compared stays what it is.
        if (mixed.histogram != null) {
          row.setHistogram(step, mixed.histogram);
        } else {
          row.setFloat(step, mixed.value);
        }
      }
    }
  }

  @Override
  public List<Operator> inputs() {
    return List.of(vector, scalar.operator());
  }

  @Override
  public String describe() {
    return "VectorScalar " + plan.op().text();
  }
}
