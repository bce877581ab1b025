package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.syntax.VectorMatching;
import io.tributary.promql.syntax.VectorMatching.Cardinality;
import io.tributary.schemas.labels.Labels;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds samples of a join that meet more than one at the same step, which ends the query. Only the
 * groups in which that could be are read for it, so a join of series that match one by one costs
 * nothing here.
 */
final class JoinConflicts {
  /** No row, and not {@link JoinPairs#FILL} either. */
  private static final int NONE = -2;

  private final JoinPairs pairs;
  private final VectorMatching matching;
  private final RowReader manyRows;
  private final RowReader oneRows;
  private final Scope scope;
  private @Nullable BitSet manyPresent;

  private JoinConflicts(
      JoinPairs pairs,
      VectorMatching matching,
      RowReader manyRows,
      RowReader oneRows,
      Scope scope) {
    this.pairs = pairs;
    this.matching = matching;
    this.manyRows = manyRows;
    this.oneRows = oneRows;
    this.scope = scope;
  }

  static void check(
      JoinPairs pairs,
      VectorMatching matching,
      RowReader manyRows,
      RowReader oneRows,
      Scope scope) {
    if (!pairs.contested.isEmpty()) {
      new JoinConflicts(pairs, matching, manyRows, oneRows, scope).run();
    }
  }

  private void run() {
    int steps = scope.grid().steps();
    int[] oneAt = new int[steps];
    Row row = scope.row();
    for (MatchGroups.Group group : pairs.contested) {
      Arrays.fill(oneAt, -1);
      IntList ones = pairs.oneOf(group);
      for (int i = 0; i < ones.size(); i++) {
        oneRows.read(ones.get(i), row);
        for (int step = 0; step < steps; step++) {
          if (row.isPresent(step)) {
            if (oneAt[step] >= 0 && anyMany(step)) {
              throw duplicateOne(group, oneAt[step], ones.get(i));
            }
            oneAt[step] = ones.get(i);
          }
        }
      }
      checkMany(group, oneAt, row);
    }
  }

  private void checkMany(MatchGroups.Group group, int[] oneAt, Row row) {
    boolean oneToOne = matching.cardinality() == Cardinality.ONE_TO_ONE;
    Double fill = matching.fillRight();
    IntList many = pairs.manyOf(group);
    BitSet seen = new BitSet(oneAt.length);
    @Nullable Map<Labels, BitSet> seenByLabels = oneToOne ? null : new HashMap<>();
    for (int i = 0; i < many.size(); i++) {
      manyRows.read(many.get(i), row);
      int partner = NONE;
      for (int step = 0; step < oneAt.length; step++) {
        if (!row.isPresent(step) || (oneAt[step] < 0 && fill == null)) {
          continue;
        }
        // The partner changes hardly ever from one step to the next.
        if (seenByLabels != null && oneAt[step] != partner) {
          partner = oneAt[step];
          Labels result = pairs.resultLabels(many.get(i), partner);
          seen = seenByLabels.computeIfAbsent(result, k -> new BitSet(oneAt.length));
        }
        if (seen.get(step)) {
          throw Evaluation.failure(
              oneToOne
                  ? "multiple matches for labels: many-to-one matching must be explicit"
                      + " (group_left/group_right)"
                  : "multiple matches for labels: grouping labels must ensure unique matches");
        }
        seen.set(step);
      }
    }
  }

  /** Without any sample on the many side at the step, nothing is matched and nothing conflicts. */
  private boolean anyMany(int step) {
    if (matching.fillLeft() != null || matching.fillRight() != null) {
      return true;
    }
    BitSet known = manyPresent;
    if (known == null) {
      known = new BitSet(scope.grid().steps());
      Row row = scope.row();
      for (int i = 0; i < pairs.many.size(); i++) {
        manyRows.read(i, row);
        for (int s = 0; s < row.steps(); s++) {
          if (row.isPresent(s)) {
            known.set(s);
          }
        }
      }
      manyPresent = known;
    }
    return known.get(step);
  }

  private QueryException duplicateOne(MatchGroups.Group group, int a, int b) {
    boolean inOrder = pairs.one.labels(a).compareTo(pairs.one.labels(b)) < 0;
    int first = inOrder ? a : b;
    int second = inOrder ? b : a;
    return Evaluation.failure(
        "found duplicate series for the match group "
            + BracedLabels.of(group.key)
            + " on the "
            + (pairs.swapped() ? "left" : "right")
            + " hand-side of the operation: ["
            + BracedLabels.of(pairs.one.labels(first))
            + ", "
            + BracedLabels.of(pairs.one.labels(second))
            + "];many-to-many matching not allowed: matching labels must be unique on one side");
  }
}
