package io.tributary.promql.exec;

import io.tributary.promql.kernel.QuantileEstimate;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.FloatText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code histogram_quantiles}: several quantiles of each histogram, told apart by a label. A
 * quantile that changes over the steps gives a series for each of its values.
 */
final class HistogramQuantilesOperator implements Operator {
  private final Operator input;
  private final Position position;
  private final String label;
  private final List<ScalarInput> scalars;
  private final List<Position> scalarPositions;
  private final Derived<HistogramGroups> groups = new Derived<>();

  /** The values of one argument that are the same: one series a histogram. */
  private static final class Column {
    final String text;
    final double[] quantiles;
    final long bits;

    Column(double[] quantiles, long bits) {
      this.quantiles = quantiles;
      this.bits = bits;
      this.text = openMetrics(Double.longBitsToDouble(bits));
    }
  }

  HistogramQuantilesOperator(
      Operator input,
      Position position,
      String label,
      List<ScalarInput> scalars,
      List<Position> scalarPositions) {
    this.input = input;
    this.position = position;
    this.label = label;
    this.scalars = scalars;
    this.scalarPositions = scalarPositions;
  }

  @Override
  public SeriesTable series(Scope scope) {
    for (int i = 0; i < scalars.size(); i++) {
      HistogramEstimateOperator.noteInvalid(
          scalars.get(i).values(scope), scope, scalarPositions.get(i));
    }
    HistogramGroups of = groups(scope);
    return scope.keep(this, () -> table(of, scope));
  }

  private SeriesTable table(HistogramGroups of, Scope scope) {
    List<Column> columns = columns(scope);
    Labels[] labels = new Labels[of.table.size() * columns.size()];
    int n = 0;
    for (int group = 0; group < of.table.size(); group++) {
      for (Column column : columns) {
        labels[n++] = of.table.labels(group).toBuilder().set(label, column.text).build();
      }
    }
    return SeriesTable.of(labels).droppingNames(scope.options().delayedNameRemoval());
  }

  private List<Column> columns(Scope scope) {
    List<Column> columns = new ArrayList<>();
    for (ScalarInput scalar : scalars) {
      double[] quantiles = scalar.values(scope);
      Set<Long> values = new LinkedHashSet<>();
      for (double q : quantiles) {
        values.add(Double.doubleToLongBits(q));
      }
      values.forEach(bits -> columns.add(new Column(quantiles, bits)));
    }
    return columns;
  }

  private HistogramGroups groups(Scope scope) {
    SeriesTable of = input.series(scope);
    return groups.get(() -> HistogramGroups.of(of), of);
  }

  @Override
  public RowReader open(Scope scope) {
    List<Column> columns = columns(scope);
    List<QuantileEstimate> estimates = new ArrayList<>();
    for (Column column : columns) {
      estimates.add(new QuantileEstimate(column.quantiles, scope.grid(), scope.notes(), position));
    }
    HistogramGroupReader reader =
        new HistogramGroupReader(
            groups(scope), input.series(scope), input.open(scope), scope, position);
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        Column column = columns.get(i % columns.size());
        reader.read(i / columns.size(), estimates.get(i % columns.size()), out);
        for (int step = 0; step < out.steps(); step++) {
          if (Double.doubleToLongBits(column.quantiles[step]) != column.bits) {
            out.setFloat(step, Row.ABSENT);
          }
        }
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  /** A number as OpenMetrics has it in labels: with a point, if there is no exponent. */
  private static String openMetrics(double value) {
    String text = FloatText.general(value);
    boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return whole ? text + ".0" : text;
  }

  @Override
  public List<Operator> inputs() {
    List<Operator> all = new ArrayList<>(List.of(input));
    scalars.forEach(scalar -> all.add(scalar.operator()));
    return all;
  }

  @Override
  public String describe() {
    return "Map histogram_quantiles " + label;
  }
}
