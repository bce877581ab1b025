package io.tributary.promql.exec;

import io.tributary.promql.kernel.Note;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import java.util.List;

/**
 * {@code limit_ratio}: the series whose labels' hash lies in the first part of all hashes, or for a
 * negative ratio in the last.
 */
final class RatioOperator implements Operator {
  private final Plan.Aggregation plan;
  private final Operator input;
  private final ScalarInput parameter;

  RatioOperator(Plan.Aggregation plan, Operator input, ScalarInput parameter) {
    this.plan = plan;
    this.input = input;
    this.parameter = parameter;
  }

  @Override
  public SeriesTable series(Scope scope) {
    check(parameter.values(scope), scope);
    return input.series(scope);
  }

  private void check(double[] ratios, Scope scope) {
    if (plan.parameter() == null) {
      return;
    }
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    for (double ratio : ratios) {
      if (Double.isNaN(ratio)) {
        throw Evaluation.failure("Ratio value is NaN");
      }
      max = Math.max(max, ratio);
      min = Math.min(min, ratio);
    }
    if (max > 1) {
      scope.notes().add(Note.invalidRatio(max, 1), plan.parameter().position());
    }
    if (min < -1) {
      scope.notes().add(Note.invalidRatio(min, -1), plan.parameter().position());
    }
  }

  @Override
  public RowReader open(Scope scope) {
    SeriesTable table = input.series(scope);
    RowReader rows = input.open(scope);
    double[] ratios = parameter.values(scope);
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        rows.read(i, out);
        double place = LabelsHash.place(table.labels(i));
        for (int step = 0; step < out.steps(); step++) {
          if (!isIn(Math.clamp(ratios[step], -1.0, 1.0), place)) {
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

  private static boolean isIn(double ratio, double place) {
    return ratio >= 0 ? place < ratio : place >= 1 + ratio;
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input, parameter.operator());
  }

  @Override
  public String describe() {
    return "Choose limit_ratio";
  }
}
