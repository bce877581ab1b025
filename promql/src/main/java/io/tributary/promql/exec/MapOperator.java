package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A function of each float by itself; histograms have none, and fall away. */
final class MapOperator implements Operator {
  private final String name;
  private final Operator input;
  private final List<ScalarInput> scalars;
  private final Factory factory;
  private final Derived<SeriesTable> table = new Derived<>();

  /** Makes the function for a step of a scope; null where the step has no result at all. */
  interface Factory {
    /** Applies the function in place. */
    void apply(double[] values, double[][] scalars);
  }

  MapOperator(String name, Operator input, List<ScalarInput> scalars, Factory factory) {
    this.name = name;
    this.input = input;
    this.scalars = scalars;
    this.factory = factory;
  }

  static MapOperator of(String name, Operator input, DoubleUnaryOperator f) {
    return new MapOperator(
        name,
        input,
        List.of(),
        (values, scalars) -> {
          for (int i = 0; i < values.length; i++) {
            if (!Row.isAbsent(values[i])) {
              values[i] = f.applyAsDouble(values[i]);
            }
          }
        });
  }

  @Override
  public SeriesTable series(Scope scope) {
    SeriesTable of = input.series(scope);
    for (ScalarInput scalar : scalars) {
      scalar.values(scope);
    }
    boolean delayed = scope.options().delayedNameRemoval();
    return table.get(() -> of.droppingNames(delayed), of);
  }

  @Override
  public RowReader open(Scope scope) {
    RowReader rows = input.open(scope);
    double[][] arguments = new double[scalars.size()][];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = scalars.get(i).values(scope);
    }
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        rows.read(i, out);
        out.clearHistograms();
        factory.apply(out.values, arguments);
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    List<Operator> all = new ArrayList<>(List.of(input));
    for (ScalarInput scalar : scalars) {
      all.add(scalar.operator());
    }
    return all;
  }

  @Override
  public String describe() {
    return "Map " + name;
  }
}
