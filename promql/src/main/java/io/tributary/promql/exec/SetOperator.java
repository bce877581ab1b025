package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.VectorMatching;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code and}, {@code or} and {@code unless}: whole samples, by what is on the other side. */
final class SetOperator implements Operator {
  private final Plan.Binary plan;
  private final VectorMatching matching;
  private final Operator left;
  private final Operator right;
  private final Derived<Sides> sides = new Derived<>();

  SetOperator(Plan.Binary plan, VectorMatching matching, Operator left, Operator right) {
    this.plan = plan;
    this.matching = matching;
    this.left = left;
    this.right = right;
  }

  @Override
  public SeriesTable series(Scope scope) {
    return sides(scope).table;
  }

  private Sides sides(Scope scope) {
    SeriesTable l = left.series(scope);
    SeriesTable r = right.series(scope);
    return sides.get(() -> new Sides(plan.op(), l, r, matching), l, r);
  }

  @Override
  public RowReader open(Scope scope) {
    Sides s = sides(scope);
    IdentityHashMap<MatchGroups.Group, BitSet> present = scope.keep(this, () -> present(s, scope));
    RowReader leftRows = left.open(scope);
    RowReader rightRows = right.open(scope);
    int leftSize = s.leftSize;
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        if (i >= leftSize) {
          rightRows.read(i - leftSize, out);
          remove(out, present.get(s.groups.ofRight(i - leftSize)), false);
        } else {
          leftRows.read(s.rows[i], out);
          if (plan.op() != BinaryOp.OR) {
            remove(out, present.get(s.groups.ofLeft(s.rows[i])), plan.op() == BinaryOp.AND);
          }
        }
      }

      @Override
      public void close() {
        leftRows.close();
        rightRows.close();
      }
    };
  }

  /** Takes out the steps at which the other side is present, or those at which it is not. */
  private static void remove(Row row, @Nullable BitSet other, boolean whereAbsent) {
    for (int step = 0; step < row.steps(); step++) {
      if ((other != null && other.get(step)) != whereAbsent) {
        row.setHistogram(step, null);
      }
    }
  }

  /** At which steps each group has a sample on the side that decides: left for or, else right. */
  private IdentityHashMap<MatchGroups.Group, BitSet> present(Sides s, Scope scope) {
    boolean byLeft = plan.op() == BinaryOp.OR;
    IdentityHashMap<MatchGroups.Group, BitSet> present = new IdentityHashMap<>();
    Row row = scope.row();
    try (RowReader rows = byLeft ? left.open(scope) : right.open(scope)) {
      for (MatchGroups.Group group : s.groups.all()) {
        IntList deciding = byLeft ? group.left : group.right;
        IntList decided = byLeft ? group.right : group.left;
        if (deciding.size() == 0 || decided.size() == 0) {
          continue;
        }
        BitSet steps = new BitSet(row.steps());
        for (int i = 0; i < deciding.size(); i++) {
          rows.read(deciding.get(i), row);
          for (int step = 0; step < row.steps(); step++) {
            if (row.isPresent(step)) {
              steps.set(step);
            }
          }
        }
        present.put(group, steps);
      }
    }
    return present;
  }

  @Override
  public List<Operator> inputs() {
    return List.of(left, right);
  }

  @Override
  public String describe() {
    return "Set " + plan.op().text();
  }

  /** Which rows of the sides may be in the result. */
  private static final class Sides {
    final MatchGroups groups;
    final SeriesTable table;

    /** The left rows; those of the right follow all of them. */
    final int[] rows;

    final int leftSize;

    Sides(BinaryOp op, SeriesTable left, SeriesTable right, VectorMatching matching) {
      groups = new MatchGroups(left, right, matching);
      IntList chosen = new IntList();
      List<Labels> labels = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        if (op != BinaryOp.AND || groups.ofLeft(i).right.size() > 0) {
          chosen.add(i);
          labels.add(left.labels(i));
        }
      }
      rows = chosen.toArray();
      leftSize = rows.length;
      int rightSize = op == BinaryOp.OR ? right.size() : 0;
      boolean[] drops = new boolean[leftSize + rightSize];
      boolean any = false;
      for (int i = 0; i < leftSize; i++) {
        drops[i] = left.dropsName(rows[i]);
        any |= drops[i];
      }
      for (int i = 0; i < rightSize; i++) {
        labels.add(right.labels(i));
        drops[leftSize + i] = right.dropsName(i);
        any |= drops[leftSize + i];
      }
      table = new SeriesTable(labels, any ? drops : null);
    }
  }
}
