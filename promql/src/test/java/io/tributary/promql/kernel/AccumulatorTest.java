package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.syntax.AggregateOp;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccumulatorTest {
  private static final double NAN = Double.NaN;

  private final Notes notes = new Notes();

  private AggregationContext context(int steps, double parameter) {
    double[] parameters = new double[steps];
    java.util.Arrays.fill(parameters, parameter);
    return new AggregationContext(
        steps,
        notes,
        new Position(0, 0),
        parameters,
        bytes -> {
          if (bytes > 1_000) {
            throw new KernelException(bytes + " bytes");
          }
        });
  }

  private double of(AggregateOp op, double... values) {
    Accumulator accumulator = Accumulators.of(op, context(1, 0.5));
    accumulator.start(values.length);
    for (double value : values) {
      Row row = new Row(1);
      row.setFloat(0, value);
      accumulator.add(row, "m");
    }
    Row out = new Row(1);
    accumulator.finish(out);
    return out.values[0];
  }

  @Test
  void sum_keepsWhatRoundingLoses() {
    assertThat(of(AggregateOp.SUM, 1, 1e100, 1, -1e100)).isEqualTo(2);
    assertThat(of(AggregateOp.SUM, Double.POSITIVE_INFINITY, 1)).isInfinite();
    assertThat(of(AggregateOp.SUM, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).isNaN();
  }

  @Test
  void average_doesNotOverflow() {
    assertThat(of(AggregateOp.AVG, 1.5e308, 1.7e308)).isEqualTo(1.6e308);
    assertThat(of(AggregateOp.AVG, 1, 2, 3)).isEqualTo(2);
  }

  @Test
  void extremes_passNanOver() {
    assertThat(of(AggregateOp.MAX, NAN, 1, 3, NAN)).isEqualTo(3);
    assertThat(of(AggregateOp.MIN, NAN, 1, 3)).isEqualTo(1);
    assertThat(of(AggregateOp.MIN, NAN, NAN)).isNaN();
  }

  @Test
  void variance_ofOne_isZero_ofInfinity_isNan() {
    assertThat(of(AggregateOp.STDVAR, 5)).isZero();
    assertThat(of(AggregateOp.STDVAR, 2, 4)).isEqualTo(1);
    assertThat(of(AggregateOp.STDDEV, Double.POSITIVE_INFINITY, 1)).isNaN();
  }

  @Test
  void quantile_interpolates() {
    assertThat(of(AggregateOp.QUANTILE, 4, 1, 3)).isEqualTo(3);
    assertThat(of(AggregateOp.QUANTILE, 4, 1)).isEqualTo(2.5);
    assertThat(of(AggregateOp.QUANTILE, 4, NAN)).isNaN();
  }

  @Test
  void everyAccumulator_givesNothing_whereThereIsNothing() {
    for (AggregateOp op : simple()) {
      Accumulator accumulator = Accumulators.of(op, context(2, 0.5));
      accumulator.start(1);
      Row row = new Row(2);
      row.setFloat(1, 7);
      accumulator.add(row, "m");
      Row out = new Row(2);
      out.setFloat(0, 99);
      accumulator.finish(out);
      assertThat(out.isPresent(0)).as(op.text()).isFalse();
      assertThat(out.isPresent(1)).as(op.text()).isTrue();
    }
  }

  @Test
  void everyAccumulator_startsAfresh() {
    for (AggregateOp op : simple()) {
      Accumulator accumulator = Accumulators.of(op, context(1, 0.5));
      Row row = new Row(1);
      row.setFloat(0, 3);
      Row first = new Row(1);
      Row second = new Row(1);
      accumulator.start(1);
      accumulator.add(row, "m");
      accumulator.finish(first);
      accumulator.start(1);
      accumulator.add(row, "m");
      accumulator.finish(second);
      assertThat(second.values[0]).as(op.text()).isEqualTo(first.values[0]);
    }
  }

  @Test
  void histograms_countButHaveNoExtremes() {
    Row row = new Row(1);
    row.setHistogram(0, FloatHistogram.builder(0).build());
    Row out = new Row(1);
    Accumulator count = Accumulators.of(AggregateOp.COUNT, context(1, 0));
    count.start(1);
    count.add(row, "m");
    count.finish(out);
    assertThat(out.values[0]).isEqualTo(1);
    Accumulator max = Accumulators.of(AggregateOp.MAX, context(1, 0));
    max.start(1);
    max.add(row, "m");
    max.finish(out);
    assertThat(out.isPresent(0)).isFalse();
    List<String> texts = new ArrayList<>();
    notes.forEach((note, position) -> texts.add(note.text()));
    assertThat(texts).containsExactly("ignored histogram in max aggregation");
  }

  @Test
  void quantile_asksBeforeItTakesMemory() {
    Accumulator quantile = Accumulators.of(AggregateOp.QUANTILE, context(10, 0.5));
    assertThatThrownBy(() -> quantile.start(1_000)).hasMessage("80000 bytes");
  }

  private static List<AggregateOp> simple() {
    List<AggregateOp> ops = new ArrayList<>();
    for (AggregateOp op : AggregateOp.values()) {
      if (!op.keepsSeries() && op != AggregateOp.COUNT_VALUES) {
        ops.add(op);
      }
    }
    return ops;
  }
}
