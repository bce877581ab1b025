package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import org.junit.jupiter.api.Test;

class BucketlessTest {
  private final SampleColumns samples = new SampleColumns();

  private void add(CounterReset hint, double... buckets) {
    samples.append(
        samples.histogramCount,
        FloatHistogram.builder(0).hint(hint).count(9).sum(3).positive(0, buckets).build(),
        0);
  }

  @Test
  void strip_keepsWhatBucketsShowInTheHints() {
    add(CounterReset.UNKNOWN, 1, 2);
    add(CounterReset.UNKNOWN, 2, 1); // only a bucket tells
    add(CounterReset.UNKNOWN, 2, 1);
    add(CounterReset.GAUGE, 1, 1);
    add(CounterReset.NOT_RESET, 0, 1);
    Bucketless.strip(samples);
    CounterReset[] hints = new CounterReset[samples.histogramCount];
    for (int i = 0; i < hints.length; i++) {
      hints[i] = samples.histograms[i].hint();
      assertThat(samples.histograms[i].positive().isEmpty()).isTrue();
      assertThat(samples.histograms[i].count()).isEqualTo(9);
      assertThat(samples.histograms[i].sum()).isEqualTo(3);
    }
    assertThat(hints)
        .containsExactly(
            CounterReset.UNKNOWN,
            CounterReset.RESET,
            CounterReset.NOT_RESET,
            CounterReset.GAUGE,
            CounterReset.NOT_RESET);
  }

  @Test
  void strip_leavesStalenessAlone() {
    add(CounterReset.UNKNOWN, 1);
    samples.append(5, FloatHistogram.stale(), 0);
    Bucketless.strip(samples);
    assertThat(samples.histograms[1].isStale()).isTrue();
  }
}
