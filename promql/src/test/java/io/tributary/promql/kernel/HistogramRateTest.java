package io.tributary.promql.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Range functions over native histograms: one window of four minutes that ends at 4m. */
class HistogramRateTest {
  private static final long MINUTE_MS = 60_000;

  private final KernelFixture fixture = new KernelFixture();
  private final SampleColumns samples = new SampleColumns();
  private boolean useStarts;

  private static FloatHistogram counter(double... buckets) {
    double count = 0;
    for (double bucket : buckets) {
      count += bucket;
    }
    return FloatHistogram.builder(0).count(count).sum(2 * count).positive(0, buckets).build();
  }

  private static FloatHistogram custom(double[] bounds, double... buckets) {
    double count = 0;
    for (double bucket : buckets) {
      count += bucket;
    }
    return FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
        .customBounds(bounds)
        .count(count)
        .positive(0, buckets)
        .build();
  }

  private void add(long minute, FloatHistogram histogram) {
    samples.append(minute * MINUTE_MS, histogram, 0);
  }

  private FloatHistogram run(Function function) {
    return run(function, RangeEdges.PLAIN);
  }

  private FloatHistogram run(Function function, RangeEdges edges) {
    return requireNonNull(find(function, edges), "no result");
  }

  private @Nullable FloatHistogram find(Function function) {
    return find(function, RangeEdges.PLAIN);
  }

  private @Nullable FloatHistogram find(Function function, RangeEdges edges) {
    WindowShape shape =
        new WindowShape(
            TimeGrid.instant(4 * MINUTE_MS), 4 * MINUTE_MS, 0, null, edges, 5 * MINUTE_MS);
    Windows windows = new Windows(shape);
    windows.fill(Labels.of("__name__", "h"), samples);
    Row out = new Row(1);
    RangeKernels.of(function, edges, fixture.context(useStarts)).all(windows, out);
    return out.histogram(0);
  }

  @Test
  void increase_isExtrapolatedBucketByBucket() {
    add(1, counter(0, 0));
    add(2, counter(1, 3));
    add(3, counter(2, 6));
    // From 0 at 1m there is nothing to the left; to the right a minute more.
    FloatHistogram increase = run(Function.INCREASE);
    assertThat(increase.count()).isEqualTo(12, within(1e-9));
    assertThat(increase.positive().countAt(1)).isEqualTo(9, within(1e-9));
    assertThat(increase.hint()).isEqualTo(CounterReset.GAUGE);
    assertThat(run(Function.RATE).count()).isEqualTo(12 / 240.0, within(1e-9));
    assertThat(fixture.notes()).isEmpty();
  }

  @Test
  void increase_makesResetsGood() {
    add(1, counter(4, 0));
    add(2, counter(8, 0));
    add(3, counter(1, 1));
    add(4, counter(2, 1));
    assertThat(run(Function.INCREASE).positive().countAt(0)).isEqualTo(6 * 4 / 3.0, within(1e-9));
  }

  @Test
  void increase_layoutBeforeAFirstResetPlaysNoPart() {
    add(1, custom(new double[] {1}, 100));
    add(2, counter(1));
    add(4, counter(3));
    assertThat(run(Function.INCREASE).isCustom()).isFalse();
    assertThat(fixture.notes()).isEmpty();
  }

  @Test
  void increase_mixedKindsHaveNoResult() {
    add(1, counter(1));
    add(2, counter(2));
    add(3, custom(new double[] {1}, 100));
    assertThat(find(Function.INCREASE)).isNull();
    assertThat(fixture.notes())
        .containsExactly(
            "vector contains a mix of histograms with exponential and custom buckets schemas for"
                + " metric name \"h\"");
  }

  @Test
  void increase_reconcilesCustomBounds() {
    add(1, custom(new double[] {1, 2, 3}, 1, 0, 0));
    add(2, custom(new double[] {1, 3}, 2, 4));
    assertThat(run(Function.INCREASE).customBoundCount()).isEqualTo(2);
    assertThat(fixture.notes())
        .containsExactly("mismatched custom buckets were reconciled during subtraction");
  }

  @Test
  void increase_oneSampleCountsFromItsStart() {
    useStarts = true;
    samples.append(3 * MINUTE_MS, counter(6), MINUTE_MS);
    assertThat(run(Function.INCREASE).count()).isEqualTo(6);
    useStarts = false;
    assertThat(find(Function.INCREASE)).isNull();
  }

  @Test
  void increase_startsTellResets() {
    useStarts = true;
    samples.append(MINUTE_MS, counter(4), 1);
    samples.append(2 * MINUTE_MS, counter(6), 90_000);
    samples.append(4 * MINUTE_MS, counter(8), 90_000);
    // Within (0, 4m]: 4 since the start at 1 ms, then 8 since that at 1m30s.
    assertThat(run(Function.INCREASE).count()).isEqualTo(12, within(1e-3));
  }

  @Test
  void flavors_areNoted() {
    add(1, counter(1).withHint(CounterReset.GAUGE));
    add(2, counter(2));
    run(Function.RATE);
    run(Function.DELTA);
    assertThat(fixture.notes())
        .containsExactly(
            "this native histogram metric is not a counter: \"h\"",
            "this native histogram metric is not a gauge: \"h\"");
  }

  @Test
  void irate_isOfTheLastTwo() {
    add(1, counter(9));
    add(2, counter(1));
    add(4, counter(4));
    FloatHistogram rate = run(Function.IRATE);
    assertThat(rate.count()).isEqualTo(3 / 120.0, within(1e-12));
    assertThat(rate.hint()).isEqualTo(CounterReset.GAUGE);
    add(5, counter(1));
    assertThat(run(Function.IDELTA).count()).isEqualTo(3);
  }

  @Test
  void irate_afterAResetIsOfTheLast() {
    add(1, counter(9));
    add(2, counter(6));
    assertThat(run(Function.IRATE).count()).isEqualTo(6 / 60.0, within(1e-12));
  }

  @Test
  void sumAndAverage_noteWhatTheyMix() {
    add(1, custom(new double[] {1, 2}, 1, 0).withHint(CounterReset.RESET));
    add(2, custom(new double[] {1}, 2, 4).withHint(CounterReset.UNKNOWN));
    add(3, custom(new double[] {1}, 3, 2).withHint(CounterReset.NOT_RESET));
    assertThat(run(Function.SUM_OVER_TIME).count()).isEqualTo(12);
    assertThat(run(Function.AVG_OVER_TIME).count()).isEqualTo(4);
    assertThat(fixture.notes())
        .containsExactly(
            "conflicting counter resets during histogram aggregation",
            "mismatched custom buckets were reconciled during aggregation");
  }

  @Test
  void sum_ofMixedKindsHasNoResult() {
    add(1, counter(1));
    add(2, custom(new double[] {1}, 1));
    assertThat(find(Function.SUM_OVER_TIME)).isNull();
    assertThat(find(Function.AVG_OVER_TIME)).isNull();
    assertThat(fixture.notes()).hasSize(1);
  }

  @Test
  void anchored_countsFromTheSampleBeforeTheWindow() {
    add(0, counter(1));
    add(2, counter(4));
    add(3, counter(2));
    assertThat(run(Function.INCREASE, RangeEdges.ANCHORED).count()).isEqualTo(5);
  }

  @Test
  void smoothed_interpolatesAtBothEdges() {
    samples.append(-MINUTE_MS, counter(0), 0);
    add(1, counter(4));
    add(5, counter(12));
    FloatHistogram increase = run(Function.INCREASE, RangeEdges.SMOOTHED);
    assertThat(increase.count()).isEqualTo(10 - 2, within(1e-9));
    assertThat(run(Function.RATE, RangeEdges.SMOOTHED).count()).isEqualTo(8 / 240.0, within(1e-9));
  }

  @Test
  void smoothed_acrossAResetStartsAtZero() {
    add(0, counter(100));
    add(2, counter(4));
    add(6, counter(8));
    assertThat(run(Function.INCREASE, RangeEdges.SMOOTHED).count())
        .isEqualTo(6 - 100 + 100, within(1e-9));
  }
}
