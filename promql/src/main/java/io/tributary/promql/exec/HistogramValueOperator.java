package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A number that each native histogram has by itself, such as its count; floats fall away. */
final class HistogramValueOperator implements Operator {
  private final String name;
  private final Operator input;
  private final ToDoubleFunction<FloatHistogram> f;
  private final Derived<SeriesTable> table = new Derived<>();

  HistogramValueOperator(String name, Operator input, ToDoubleFunction<FloatHistogram> f) {
    this.name = name;
    this.input = input;
    this.f = f;
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
        for (int step = 0; step < out.steps(); step++) {
          FloatHistogram histogram = out.histogram(step);
          out.values[step] = histogram == null ? Row.ABSENT : f.applyAsDouble(histogram);
        }
        out.clearHistograms();
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
    return "Map " + name;
  }
}
