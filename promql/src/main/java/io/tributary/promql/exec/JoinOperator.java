package io.tributary.promql.exec;

import io.tributary.promql.kernel.FloatOperators;
import io.tributary.promql.kernel.MixedOperator;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.VectorMatching;
import io.tributary.promql.syntax.VectorMatching.Cardinality;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binary operator between the series of two vectors that match. */
final class JoinOperator implements Operator {
  private final Plan.Binary plan;
  private final VectorMatching matching;
  private final Operator left;
  private final Operator right;
  private final Derived<JoinPairs> pairs = new Derived<>();

  JoinOperator(Plan.Binary plan, VectorMatching matching, Operator left, Operator right) {
    this.plan = plan;
    this.matching = matching;
    this.left = left;
    this.right = right;
  }

  @Override
  public SeriesTable series(Scope scope) {
    return pairs(scope).table;
  }

  private JoinPairs pairs(Scope scope) {
    SeriesTable l = left.series(scope);
    SeriesTable r = right.series(scope);
    boolean delayed = scope.options().delayedNameRemoval();
    return pairs.get(
        () -> JoinPairs.of(l, r, plan, matching, delayed, scope.evaluation().budget()), l, r);
  }

  @Override
  public RowReader open(Scope scope) {
    return new Reader(scope);
  }

  @Override
  public List<Operator> inputs() {
    return List.of(left, right);
  }

  @Override
  public String describe() {
    return "Join " + plan.op().text() + " " + matching.cardinality().text();
  }

  private final class Reader implements RowReader {
    private final Scope scope;
    private final JoinPairs pairs;
    private final RowReader manyRows;
    private final RowReader oneRows;
    private final MixedOperator mixed;
    private final Row other;
    private final @Nullable KeptRows kept;
    private @Nullable Row masking;

    Reader(Scope scope) {
      this.scope = scope;
      this.pairs = pairs(scope);
      this.manyRows = pairs.swapped() ? right.open(scope) : left.open(scope);
      this.oneRows = pairs.swapped() ? left.open(scope) : right.open(scope);
      this.mixed = new MixedOperator(plan.op(), scope.notes(), plan.position());
      this.other = scope.row();
      Shared shared =
          scope.keep(
              JoinOperator.this,
              () -> {
                JoinConflicts.check(pairs, matching, manyRows, oneRows, scope);
                boolean again = matching.cardinality() != Cardinality.ONE_TO_ONE;
                return new Shared(
                    again ? new KeptRows(pairs.one.size(), scope.evaluation().budget()) : null);
              });
      this.kept = shared.kept;
    }

    @Override
    public void read(int i, Row out) {
      int m = pairs.manyRow(i);
      int o = pairs.oneRow(i);
      if (m == JoinPairs.FILL) {
        fill(out, matching.fillLeft());
        Row one = one(o);
        maskPresent(out, pairs.manyOf(pairs.group(i)), manyRows);
        combine(out, one);
      } else if (o == JoinPairs.FILL) {
        manyRows.read(m, out);
        maskPresent(out, pairs.oneOf(pairs.group(i)), oneRows);
        fill(other, matching.fillRight());
        combine(out, other);
      } else {
        manyRows.read(m, out);
        combine(out, one(o));
      }
    }

    private Row one(int o) {
      if (kept != null) {
        return kept.get(o, oneRows, scope);
      }
      oneRows.read(o, other);
      return other;
    }

    private static void fill(Row row, @Nullable Double value) {
      row.clearHistograms();
      Arrays.fill(row.values, value == null ? Row.ABSENT : value);
    }

    /** Takes out the steps at which a row of the group is present: there nothing is filled in. */
    private void maskPresent(Row row, IntList group, RowReader reader) {
      Row present = masking;
      if (present == null) {
        present = scope.row();
        masking = present;
      }
      for (int g = 0; g < group.size(); g++) {
        reader.read(group.get(g), present);
        for (int step = 0; step < row.steps(); step++) {
          if (present.isPresent(step)) {
            row.setHistogram(step, null);
          }
        }
      }
    }

    /** Puts the result in place of the many side's row. */
    private void combine(Row many, Row one) {
      BinaryOp op = plan.op();
      if (many.hasHistograms() || one.hasHistograms() || op.kind() == BinaryOp.Kind.TRIM) {
        combineMixed(many, one);
        return;
      }
      double[] l = pairs.swapped() ? one.values : many.values;
      double[] r = pairs.swapped() ? many.values : one.values;
      if (!op.isComparison()) {
        FloatOperators.arithmetic(op, l, r, many.values);
      } else if (plan.returnBool()) {
        FloatOperators.truth(op, l, r, many.values);
      } else {
        FloatOperators.filter(op, l, r, l, many.values);
      }
    }

    private void combineMixed(Row many, Row one) {
      Row l = pairs.swapped() ? one : many;
      Row r = pairs.swapped() ? many : one;
      for (int step = 0; step < many.steps(); step++) {
        if (!l.isPresent(step) || !r.isPresent(step)) {
          many.setHistogram(step, null);
          continue;
        }
        mixed.apply(l.values[step], l.histogram(step), r.values[step], r.histogram(step));
        if (plan.returnBool() && mixed.meaningful) {
          many.setFloat(step, mixed.keep ? 1 : 0);
        } else if (!mixed.keep) {
          many.setHistogram(step, null);
        } else if (mixed.histogram != null) {
          many.setHistogram(step, mixed.histogram);
        } else {
          many.setFloat(step, mixed.value);
        }
      }
    }

    @Override
    public void close() {
      manyRows.close();
      oneRows.close();
    }
  }

  /** What all readers of a scope share. */
  private record Shared(@Nullable KeptRows kept) {}
}
