package io.tributary.promql.exec;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;

/** About how many bytes things take: for a query's limit, not for accounts. */
final class Footprint {
  /** A series that a selector found, in the tables of the operators above it. */
  static final long SERIES = 64;

  /** Two series of a join that match, with the labels of their result. */
  static final long PAIR = 160;

  /** A sample of an instant vector. */
  static final long SAMPLE = 64;

  /** A series of a result without its samples. */
  static final long RESULT_SERIES = 128;

  private static final long OBJECT = 64;

  private Footprint() {}

  /** A row of floats. */
  static long row(int steps) {
    return OBJECT + 8L * steps;
  }

  /** The bounds of the windows of a series. */
  static long windows(int steps) {
    return OBJECT + 16L * steps;
  }

  /** What an accumulator keeps of a group: at most three numbers and two marks a step. */
  static long accumulator(int steps) {
    return OBJECT + 26L * steps;
  }

  /** A sample with its timestamp, of a float or of this histogram. */
  static long sample(FloatHistogram histogram) {
    return 160 + 12L * (histogram.positive().size() + histogram.negative().size());
  }

  /** The samples of a series as a result or a buffer has them; all histograms as the last one. */
  static long samples(int floats, SampleColumns columns) {
    int count = columns.histogramCount;
    return 16L * floats + (count == 0 ? 0 : count * sample(columns.histograms[count - 1]));
  }
}
