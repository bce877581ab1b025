package io.tributary.promql.exec;

import io.tributary.promql.kernel.FractionEstimate;
import io.tributary.promql.kernel.HistogramEstimate;
import io.tributary.promql.kernel.Note;
import io.tributary.promql.kernel.QuantileEstimate;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.syntax.Position;
import java.util.ArrayList;
import java.util.List;

/** {@code histogram_quantile} and {@code histogram_fraction}, of classic and native histograms. */
final class HistogramEstimateOperator implements Operator {
  private final boolean quantile;
  private final Operator input;
  private final Position position;
  private final List<ScalarInput> scalars;
  private final Position firstScalar;
  private final Derived<HistogramGroups> groups = new Derived<>();
  private final Derived<SeriesTable> table = new Derived<>();

  private HistogramEstimateOperator(
      boolean quantile,
      Operator input,
      Position position,
      List<ScalarInput> scalars,
      Position firstScalar) {
    this.quantile = quantile;
    this.input = input;
    this.position = position;
    this.scalars = scalars;
    this.firstScalar = firstScalar;
  }

  /** {@code histogram_quantile(quantile, input)}, with the places of both. */
  static HistogramEstimateOperator quantile(
      ScalarInput quantile, Position quantilePosition, Operator input, Position position) {
    return new HistogramEstimateOperator(
        true, input, position, List.of(quantile), quantilePosition);
  }

  /** {@code histogram_fraction(lower, upper, input)}, with the place of the input. */
  static HistogramEstimateOperator fraction(
      ScalarInput lower, ScalarInput upper, Operator input, Position position) {
    return new HistogramEstimateOperator(false, input, position, List.of(lower, upper), position);
  }

  @Override
  public SeriesTable series(Scope scope) {
    if (quantile) {
      noteInvalid(scalars.getFirst().values(scope), scope, firstScalar);
    } else {
      scalars.forEach(scalar -> scalar.values(scope));
    }
    boolean delayed = scope.options().delayedNameRemoval();
    HistogramGroups of = groups(scope);
    return table.get(() -> of.table.droppingNames(delayed), of);
  }

  /** Notes quantiles that are none. */
  static void noteInvalid(double[] quantiles, Scope scope, Position position) {
    for (double q : quantiles) {
      if (!(q >= 0 && q <= 1)) {
        scope.notes().add(Note.invalidQuantile(q), position);
      }
    }
  }

  private HistogramGroups groups(Scope scope) {
    SeriesTable of = input.series(scope);
    return groups.get(() -> HistogramGroups.of(of), of);
  }

  @Override
  public RowReader open(Scope scope) {
    double[] first = scalars.getFirst().values(scope);
    HistogramEstimate estimate =
        quantile
            ? new QuantileEstimate(first, scope.grid(), scope.notes(), position)
            : new FractionEstimate(first, scalars.getLast().values(scope), scope.notes(), position);
    HistogramGroupReader reader =
        new HistogramGroupReader(
            groups(scope), input.series(scope), input.open(scope), scope, position);
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        reader.read(i, estimate, out);
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    List<Operator> all = new ArrayList<>(List.of(input));
    scalars.forEach(scalar -> all.add(scalar.operator()));
    return all;
  }

  @Override
  public String describe() {
    return quantile ? "Map histogram_quantile" : "Map histogram_fraction";
  }
}
