package io.tributary.promql.syntax;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series line of the test script format, expanded: {@code up{job="node"} 1 1x2 _ 0}.
 *
 * @param labels of the series
 * @param items one a position in time
 */
public record SeriesDescription(Labels labels, List<Item> items) {
  /** Copies the items. */
  public SeriesDescription {
    items = List.copyOf(items);
  }

  /**
   * What is at one position.
   *
   * @param omitted whether there is no sample
   * @param value the float, and 0 where there is a histogram
   * @param histogram null where the sample is a float
   * @param hintNamed whether the histogram's descriptor names its counter reset hint
   */
  public record Item(
      boolean omitted, double value, @Nullable FloatHistogram histogram, boolean hintNamed) {
    /** A position without a sample. */
    public static final Item OMITTED = new Item(true, 0, null, false);

    /** A float sample. */
    public static Item of(double value) {
      return new Item(false, value, null, false);
    }

    /** A native histogram. */
    public static Item of(FloatHistogram histogram, boolean hintNamed) {
      return new Item(false, 0, histogram, hintNamed);
    }
  }
}
