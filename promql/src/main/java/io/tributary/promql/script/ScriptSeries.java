package io.tributary.promql.script;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One series to load, its samples in ascending order of time. */
public record ScriptSeries(Labels labels, List<Sample> samples) {
  /** Copies the samples. */
  public ScriptSeries {
    samples = List.copyOf(samples);
  }

  /**
   * One sample.
   *
   * @param value the float, and 0 where there is a histogram
   * @param histogram null where the sample is a float
   * @param startMs when the counter started, and 0 where that is not known
   */
  public record Sample(
      long timestampMs, double value, @Nullable FloatHistogram histogram, long startMs) {}
}
