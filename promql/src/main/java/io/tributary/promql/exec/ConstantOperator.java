package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.Arrays;
import java.util.List;

/** What is the same at every step: evaluated at the first, and repeated. */
final class ConstantOperator implements Operator {
  private final Operator input;

  ConstantOperator(Operator input) {
    this.input = input;
  }

  private static Scope first(Scope scope) {
    return scope.on(TimeGrid.instant(scope.grid().startMs()));
  }

  @Override
  public SeriesTable series(Scope scope) {
    return input.series(first(scope));
  }

  @Override
  public RowReader open(Scope scope) {
    Scope first = first(scope);
    RowReader rows = input.open(first);
    Row row = first.row();
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        rows.read(i, row);
        out.clearHistograms();
        Arrays.fill(out.values, row.values[0]);
        FloatHistogram histogram = row.histogram(0);
        for (int step = 0; histogram != null && step < out.steps(); step++) {
          out.setHistogram(step, histogram);
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
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Constant";
  }
}
