package io.tributary.promql.exec;

import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.VectorMatching;
import io.tributary.promql.syntax.VectorMatching.Cardinality;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of two sides meet, and what labels come of each pair: the label work of a join, done
 * once for a pair of tables. "Many" is the side of which several series may meet one of the other;
 * between equals it is the left one.
 */
final class JoinPairs {
  /** Stands for the fill value in place of a row. */
  static final int FILL = -1;

  final SeriesTable many;
  final SeriesTable one;
  final MatchGroups groups;
  final SeriesTable table;

  /** Groups in which samples may meet more than one at a step; only those need watching. */
  final List<MatchGroups.Group> contested = new ArrayList<>();

  private final boolean swapped;

  /** Where the pairs of each row of the many side begin; they follow one another. */
  private final int[] firstPair;

  private final IntList manyRows = new IntList();
  private final IntList oneRows = new IntList();
  private final List<MatchGroups.Group> groupOf = new ArrayList<>();

  private JoinPairs(
      SeriesTable left,
      SeriesTable right,
      Plan.Binary plan,
      VectorMatching matching,
      boolean delayed,
      Budget budget) {
    swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
    many = swapped ? right : left;
    one = swapped ? left : right;
    groups = new MatchGroups(left, right, matching);
    // Upstream does not swap these with the sides.
    Double fillOne = matching.fillRight();
    Double fillMany = matching.fillLeft();
    List<Labels> labels = new ArrayList<>();
    ResultLabels results = new ResultLabels(plan, matching, delayed);
    firstPair = new int[many.size()];
    for (int m = 0; m < many.size(); m++) {
      firstPair[m] = size();
      MatchGroups.Group group = swapped ? groups.ofRight(m) : groups.ofLeft(m);
      IntList partners = swapped ? group.left : group.right;
      // Where all of one side match all of the other, this is what grows too large.
      budget.hold(0, Footprint.PAIR * partners.size());
      budget.check();
      for (int p = 0; p < partners.size(); p++) {
        int o = partners.get(p);
        add(m, o, group);
        labels.add(results.of(many.labels(m), one.labels(o)));
      }
      if (fillOne != null) {
        add(m, FILL, group);
        labels.add(results.of(many.labels(m), group.key));
      }
    }
    if (fillMany != null) {
      for (int o = 0; o < one.size(); o++) {
        MatchGroups.Group group = swapped ? groups.ofLeft(o) : groups.ofRight(o);
        add(FILL, o, group);
        labels.add(results.of(group.key, one.labels(o)));
      }
    }
    boolean drops = plan.returnBool() && delayed;
    boolean[] dropsName = new boolean[labels.size()];
    Arrays.fill(dropsName, true);
    table = new SeriesTable(labels, drops ? dropsName : null);
    findContested(matching.cardinality() == Cardinality.ONE_TO_ONE, labels);
  }

  static JoinPairs of(
      SeriesTable left,
      SeriesTable right,
      Plan.Binary plan,
      VectorMatching matching,
      boolean delayed,
      Budget budget) {
    return new JoinPairs(left, right, plan, matching, delayed, budget);
  }

  private void add(int m, int o, MatchGroups.Group group) {
    manyRows.add(m);
    oneRows.add(o);
    groupOf.add(group);
  }

  private void findContested(boolean oneToOne, List<Labels> labels) {
    Set<MatchGroups.Group> sameLabels = new HashSet<>();
    if (!oneToOne) {
      Set<List<Object>> seen = new HashSet<>();
      for (int i = 0; i < labels.size(); i++) {
        if (!seen.add(List.of(groupOf.get(i), oneRows.get(i), labels.get(i)))) {
          sameLabels.add(groupOf.get(i));
        }
      }
    }
    for (MatchGroups.Group group : groups.all()) {
      boolean severalMany = manyOf(group).size() > 1;
      if (oneOf(group).size() > 1 || (severalMany && oneToOne) || sameLabels.contains(group)) {
        contested.add(group);
      }
    }
  }

  boolean swapped() {
    return swapped;
  }

  IntList manyOf(MatchGroups.Group group) {
    return swapped ? group.right : group.left;
  }

  IntList oneOf(MatchGroups.Group group) {
    return swapped ? group.left : group.right;
  }

  /** The many side's row of a pair, or {@link #FILL}. */
  int manyRow(int pair) {
    return manyRows.get(pair);
  }

  /** The one side's row of a pair, or {@link #FILL}. */
  int oneRow(int pair) {
    return oneRows.get(pair);
  }

  /** The labels of what the two rows give; {@link #FILL} stands for no row of the one side. */
  Labels resultLabels(int manyRow, int oneRow) {
    for (int pair = firstPair[manyRow]; pair < size() && manyRow(pair) == manyRow; pair++) {
      if (oneRow(pair) == oneRow) {
        return table.labels(pair);
      }
    }
    throw new IllegalStateException("rows " + manyRow + " and " + oneRow + " are no pair");
  }

  MatchGroups.Group group(int pair) {
    return groupOf.get(pair);
  }

  int size() {
    return manyRows.size();
  }

  /** Labels of results. */
  static final class ResultLabels {
    private final Plan.Binary plan;
    private final VectorMatching matching;
    private final Set<String> labels;
    private final boolean dropsName;

    ResultLabels(Plan.Binary plan, VectorMatching matching, boolean delayed) {
      this.plan = plan;
      this.matching = matching;
      this.labels = new HashSet<>(matching.labels());
      this.dropsName =
          plan.op().kind() == BinaryOp.Kind.ARITHMETIC || (plan.returnBool() && !delayed);
    }

    Labels of(Labels many, @Nullable Labels one) {
      Labels result =
          plan.op().kind() == BinaryOp.Kind.ARITHMETIC ? SeriesTable.withoutName(many) : many;
      if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
        result = matching.on() ? result.only(labels) : result.without(labels);
      }
      if (!matching.include().isEmpty()) {
        LabelsBuilder builder = result.toBuilder();
        for (String name : matching.include()) {
          builder.set(name, one == null ? "" : one.getOrEmpty(name));
        }
        result = builder.build();
      }
      return dropsName && plan.returnBool() ? SeriesTable.withoutName(result) : result;
    }
  }
}
