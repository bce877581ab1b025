package io.tributary.promql.exec;

import io.tributary.promql.kernel.HistogramMoments;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.syntax.Function;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A function of each native histogram by itself; floats have none, and fall away. */
final class HistogramMapOperator implements Operator {
  private final Function function;
  private final ToDoubleFunction<FloatHistogram> f;
  private final Operator input;
  private final Derived<SeriesTable> table = new Derived<>();

  HistogramMapOperator(Function function, ToDoubleFunction<FloatHistogram> f, Operator input) {
    this.function = function;
    this.f = f;
    this.input = input;
  }

  /** The function, or null where it is none of one histogram. */
  static @Nullable ToDoubleFunction<FloatHistogram> of(Function function) {
    return switch (function) {
      case HISTOGRAM_COUNT -> FloatHistogram::count;
      case HISTOGRAM_SUM -> FloatHistogram::sum;
      case HISTOGRAM_AVG -> HistogramMoments::average;
      case HISTOGRAM_STDDEV -> HistogramMoments::deviation;
      case HISTOGRAM_STDVAR -> HistogramMoments::variance;
      default -> null;
    };
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
        if (!out.hasHistograms()) {
          out.clear();
          return;
        }
        for (int step = 0; step < out.values.length; step++) {
          FloatHistogram histogram = out.histogram(step);
          if (histogram != null) {
            out.setFloat(step, f.applyAsDouble(histogram));
          } else {
            out.values[step] = Row.ABSENT;
          }
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
    return "Map " + function.text();
  }
}
