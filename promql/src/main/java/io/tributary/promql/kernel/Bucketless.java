package io.tributary.promql.kernel;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;

/** Takes the buckets out of native histograms that were read, once it is known what they show. */
public final class Bucketless {
  private Bucketless() {}

  /**
   * Leaves count and sum of each histogram in columns that are the caller's own. Whether it was
   * reset, which only its buckets may tell, is in its hint from now on, the first one's excepted.
   */
  public static void strip(SampleColumns samples) {
    FloatHistogram previous = null;
    for (int i = 0; i < samples.histogramCount; i++) {
      FloatHistogram histogram = samples.histograms[i];
      if (histogram.isStale()) {
        continue;
      }
      CounterReset hint = histogram.hint();
      if (hint == CounterReset.UNKNOWN && previous != null) {
        hint = histogram.isResetAfter(previous) ? CounterReset.RESET : CounterReset.NOT_RESET;
      }
      samples.histograms[i] = histogram.withoutBuckets(hint);
      previous = histogram;
    }
  }
}
