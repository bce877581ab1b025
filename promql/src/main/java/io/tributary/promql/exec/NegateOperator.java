package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.List;

/** {@code -v}, of floats and histograms, of vectors and scalars. */
final class NegateOperator implements Operator {
  private final Operator input;
  private final Derived<SeriesTable> table = new Derived<>();

  NegateOperator(Operator input) {
    this.input = input;
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
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        rows.read(i, out);
        for (int step = 0; step < out.values.length; step++) {
          FloatHistogram histogram = out.histogram(step);
          if (histogram != null) {
            out.setHistogram(step, histogram.times(-1));
          } else if (!Row.isAbsent(out.values[step])) {
            out.values[step] = -out.values[step];
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
    return "Negate";
  }
}
