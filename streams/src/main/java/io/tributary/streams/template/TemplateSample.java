package io.tributary.streams.template;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * One series of a query's result, at one time.
 *
 * @param histogram where the sample is a native histogram; the value is then without meaning
 */
public record TemplateSample(Labels labels, double value, @Nullable FloatHistogram histogram) {
  public TemplateSample(Labels labels, double value) {
    this(labels, value, null);
  }
}
