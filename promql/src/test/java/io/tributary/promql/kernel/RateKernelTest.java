package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.Position;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.labels.Labels;
import org.junit.jupiter.api.Test;

class RateKernelTest {
  private static final Position HERE = new Position(0, 0);

  /** Samples at the times and of the values given in turn; the window is the 60 s up to 60 s. */
  private static double apply(Function function, double... timesAndValues) {
    SampleColumns columns = new SampleColumns();
    columns.clear();
    for (int i = 0; i < timesAndValues.length; i += 2) {
      columns.append((long) (timesAndValues[i] * 1_000), timesAndValues[i + 1]);
    }
    Windows windows =
        new Windows(
            new WindowShape(TimeGrid.instant(60_000), 60_000, 0, null, RangeEdges.PLAIN, 300_000));
    windows.fill(Labels.EMPTY, columns);
    Row row = new Row(1);
    RangeKernels.of(
            function,
            RangeEdges.PLAIN,
            new KernelContext(new Notes(), HERE, HERE, new double[0][], false))
        .all(windows, row);
    return row.values[0];
  }

  @Test
  void increase_isExtrapolatedToTheEdges_whereSamplesComeCloseToThem() {
    assertThat(apply(Function.INCREASE, 10, 100, 30, 120, 50, 140)).isEqualTo(60);
  }

  @Test
  void increase_isExtrapolatedByHalfAnInterval_whereTheyDoNot() {
    assertThat(apply(Function.INCREASE, 30, 100, 35, 110, 40, 120)).isEqualTo(30);
  }

  @Test
  void increase_isNotExtrapolatedBelowZero() {
    assertThat(apply(Function.INCREASE, 10, 2, 30, 22, 50, 42)).isEqualTo(52);
    assertThat(apply(Function.DELTA, 10, 2, 30, 22, 50, 42)).isEqualTo(60);
  }

  @Test
  void increase_makesResetsGood() {
    assertThat(apply(Function.INCREASE, 10, 100, 30, 10, 50, 30)).isEqualTo(45);
    assertThat(apply(Function.DELTA, 10, 100, 30, 10, 50, 30)).isEqualTo(-105);
  }

  @Test
  void rate_isPerSecond() {
    assertThat(apply(Function.RATE, 10, 100, 30, 120, 50, 140)).isEqualTo(1);
  }

  @Test
  void oneSample_isNotEnough() {
    assertThat(Row.isAbsent(apply(Function.RATE, 10, 100))).isTrue();
    assertThat(Row.isAbsent(apply(Function.RATE, 0, 1, 10, 100))).as("0 s is outside").isTrue();
  }

  @Test
  void nan_isNoReset() {
    assertThat(apply(Function.RATE, 10, 1, 30, Double.NaN, 50, 2)).isNotNaN();
    assertThat(apply(Function.RATE, 10, Double.NaN, 50, 2)).isNaN();
  }

  @Test
  void irate_isOfTheLastTwoSamples() {
    assertThat(apply(Function.IRATE, 10, 1, 30, 5, 50, 25)).isEqualTo(1);
    assertThat(apply(Function.IRATE, 30, 50, 50, 20)).as("after a reset").isEqualTo(1);
    assertThat(apply(Function.IDELTA, 30, 50, 50, 20)).isEqualTo(-30);
  }
}
