package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.Position;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.labels.Labels;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SummaryKernelTest {
  @ParameterizedTest
  @EnumSource(
      value = Function.class,
      names = {
        "RATE",
        "INCREASE",
        "DELTA",
        "SUM_OVER_TIME",
        "AVG_OVER_TIME",
        "COUNT_OVER_TIME",
        "PRESENT_OVER_TIME",
        "MIN_OVER_TIME",
        "MAX_OVER_TIME",
        "FIRST_OVER_TIME",
        "LAST_OVER_TIME",
        "TS_OF_FIRST_OVER_TIME",
        "TS_OF_LAST_OVER_TIME",
        "RESETS",
        "CHANGES"
      })
  void summary_givesWhatTheSamplesGive(Function function) {
    SummaryKernel kernel = SummaryKernel.of(function, RangeEdges.PLAIN);
    assertThat(kernel).isNotNull();
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      WindowShape shape =
          new WindowShape(TimeGrid.instant(100_000), 100_000, 0, null, RangeEdges.PLAIN, 300_000);
      SampleColumns columns = new SampleColumns();
      columns.clear();
      RangeSummary summary = new RangeSummary();
      summary.clear();
      double value = 50;
      for (long t = 1L + random.nextInt(30_000); t <= 100_000; t += 1L + random.nextInt(20_000)) {
        value = random.nextInt(6) == 0 ? 1 : value + random.nextInt(3);
        columns.append(t, value);
        summary.append(t, value);
      }
      Windows windows = new Windows(shape);
      windows.fill(Labels.EMPTY, columns);
      Row row = new Row(1);
      KernelContext context =
          new KernelContext(
              new Notes(), new Position(0, 0), new Position(0, 0), new double[0][], false);
      RangeKernels.of(function, RangeEdges.PLAIN, context).all(windows, row);
      double got = kernel.of(summary, shape, 0);
      if (Row.isAbsent(row.values[0])) {
        assertThat(Row.isAbsent(got)).isTrue();
      } else {
        assertThat(got).isCloseTo(row.values[0], within(1e-12 * (1 + Math.abs(got))));
      }
    }
  }
}
