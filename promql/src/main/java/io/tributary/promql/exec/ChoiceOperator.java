package io.tributary.promql.exec;

import io.tributary.promql.kernel.Note;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.AggregateOp;
import io.tributary.schemas.sample.FloatText;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code topk}, {@code bottomk} and {@code limitk}: some of the input's samples. Which ones is
 * found by reading each row once; the rows that are chosen are read again, so that none has to be
 * kept.
 */
final class ChoiceOperator implements Operator {
  private final Plan.Aggregation plan;
  private final Operator input;
  private final ScalarInput parameter;
  private final Derived<Grouping> grouping = new Derived<>();

  ChoiceOperator(Plan.Aggregation plan, Operator input, ScalarInput parameter) {
    this.plan = plan;
    this.input = input;
    this.parameter = parameter;
  }

  @Override
  public SeriesTable series(Scope scope) {
    return choice(scope).table;
  }

  private Choice choice(Scope scope) {
    return scope.keep(this, () -> choose(scope));
  }

  private Choice choose(Scope scope) {
    SeriesTable table = input.series(scope);
    double[] parameters = parameter.values(scope);
    if (!checkParameters(parameters)) {
      return new Choice(table, Map.of());
    }
    Grouping groups =
        grouping.get(() -> Grouping.of(table, plan.grouping(), plan.without()), table);
    int steps = scope.grid().steps();
    // At one step the order of the results means something: the best first, group by group.
    Map<Integer, BitSet> chosen = steps == 1 ? new LinkedHashMap<>() : new TreeMap<>();
    if (plan.op() == AggregateOp.LIMITK) {
      try (RowReader rows = input.open(scope)) {
        for (int[] members : groups.members) {
          first(members, rows, parameters, table.size(), scope, chosen);
        }
      }
    } else {
      try (RowRunner rows = new RowRunner(input, scope)) {
        for (int[] members : groups.members) {
          best(members, rows, parameters, scope, chosen);
        }
      }
    }
    return new Choice(table, chosen);
  }

  /** Whether anything may be chosen at all. */
  private static boolean checkParameters(double[] parameters) {
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    boolean nan = false;
    for (double k : parameters) {
      nan |= Double.isNaN(k);
      max = k > max ? k : max;
      min = k < min ? k : min;
    }
    if (max < 1 && !(nan && max == Double.NEGATIVE_INFINITY)) {
      return false;
    }
    if (nan) {
      throw Evaluation.failure("Parameter value is NaN");
    }
    if (min <= -0x1p63) {
      throw Evaluation.failure("Scalar value " + FloatText.general(min) + " underflows int64");
    }
    if (max >= 0x1p63 - 1024) {
      throw Evaluation.failure("Scalar value " + FloatText.general(max) + " overflows int64");
    }
    return true;
  }

  private void best(
      int[] members, RowRunner rows, double[] ks, Scope scope, Map<Integer, BitSet> chosen) {
    boolean top = plan.op() == AggregateOp.TOPK;
    StepHeap[] heaps = new StepHeap[ks.length];
    for (int step = 0; step < ks.length; step++) {
      int k = (int) Math.min(members.length, (long) ks[step]);
      if (k >= 1) {
        scope.evaluation().budget().hold(0, 12L * k);
        heaps[step] = new StepHeap(top, k);
      }
    }
    rows.forEach(
        members,
        (member, row) -> {
          for (int step = 0; step < ks.length; step++) {
            double value = row.values[step];
            StepHeap heap = heaps[step];
            if (heap != null && !Row.isAbsent(value)) {
              heap.offer(value, member);
            }
          }
          if (row.hasHistograms()) {
            scope
                .notes()
                .add(Note.histogramIgnoredInAggregation(plan.op().text()), plan.position());
          }
        });
    for (int step = 0; step < ks.length; step++) {
      if (heaps[step] != null) {
        for (int member : heaps[step].best()) {
          chosen.computeIfAbsent(member, m -> new BitSet()).set(step);
        }
      }
    }
  }

  private static void first(
      int[] members,
      RowReader rows,
      double[] ks,
      int size,
      Scope scope,
      Map<Integer, BitSet> chosen) {
    int[] left = new int[ks.length];
    int stepsLeft = 0;
    for (int step = 0; step < ks.length; step++) {
      left[step] = (int) Math.max(0, Math.min(size, (long) ks[step]));
      stepsLeft += left[step] > 0 ? 1 : 0;
    }
    Row row = scope.row();
    for (int i = 0; i < members.length && stepsLeft > 0; i++) {
      rows.read(members[i], row);
      for (int step = 0; step < ks.length; step++) {
        if (left[step] > 0 && row.isPresent(step)) {
          chosen.computeIfAbsent(members[i], m -> new BitSet()).set(step);
          if (--left[step] == 0) {
            stepsLeft--;
          }
        }
      }
    }
  }

  @Override
  public RowReader open(Scope scope) {
    Choice choice = choice(scope);
    RowReader rows = input.open(scope);
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        rows.read(choice.rows[i], out);
        BitSet steps = choice.steps[i];
        for (int step = 0; step < out.steps(); step++) {
          if (!steps.get(step)) {
            out.setHistogram(step, null);
          }
        }
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input, parameter.operator());
  }

  @Override
  public String describe() {
    return "Choose " + plan.op().text() + (plan.without() ? " without " : " by ") + plan.grouping();
  }

  /** The rows that have a chosen sample, and at which steps. */
  private static final class Choice {
    final SeriesTable table;
    final int[] rows;
    final BitSet[] steps;

    Choice(SeriesTable input, Map<Integer, BitSet> chosen) {
      rows = new int[chosen.size()];
      steps = new BitSet[chosen.size()];
      int n = 0;
      for (Map.Entry<Integer, BitSet> entry : chosen.entrySet()) {
        rows[n] = entry.getKey();
        steps[n++] = entry.getValue();
      }
      table = input.select(rows);
    }
  }
}
