package io.tributary.promql.kernel;

/** The native histograms of a group under {@code sum} or {@code avg}. */
final class HistogramGroup {
  HistogramGroup(AggregationContext context, boolean average) {}

  /** Adds the histograms of a row. */
  void add(Row row, String metricName) {}

  /**
   * Puts the results into {@code out}; where there were floats too, nothing, and a note.
   *
   * @param floats at which steps there were floats
   */
  void finish(boolean[] floats, Row out) {}
}
