package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.kernel.TimeGrid;
import java.util.List;

/** {@code timestamp} and {@code start_timestamp} of what is not a selector. */
final class TimestampOperator implements Operator {
  private final Operator input;
  private final boolean known;
  private final Derived<SeriesTable> table = new Derived<>();

  /**
   * Of values that an expression gave.
   *
   * @param known whether they have such a time: that of the step, but no start
   */
  TimestampOperator(Operator input, boolean known) {
    this.input = input;
    this.known = known;
  }

  @Override
  public SeriesTable series(Scope scope) {
    SeriesTable of = input.series(scope);
    boolean delayed = scope.options().delayedNameRemoval();
    return table.get(() -> of.droppingNames(delayed), of);
  }

  @Override
  public RowReader open(Scope scope) {
    RowReader rows = input.open(scope);
    TimeGrid grid = scope.grid();
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        rows.read(i, out);
        for (int step = 0; step < out.steps(); step++) {
          if (known && out.isPresent(step)) {
            out.setFloat(step, grid.at(step) / 1000.0);
          } else {
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
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Timestamp";
  }
}
