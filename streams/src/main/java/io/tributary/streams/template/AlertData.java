package io.tributary.streams.template;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of one alert see.
 *
 * @param labels of the expression's result, as {@code $labels}
 * @param externalLabels as {@code $externalLabels}
 * @param value of the result, as {@code $value}
 * @param histogram the value where it is a native histogram
 */
public record AlertData(
    Labels labels, Labels externalLabels, double value, @Nullable FloatHistogram histogram) {
  public AlertData(Labels labels, Labels externalLabels, double value) {
    this(labels, externalLabels, value, null);
  }
}
