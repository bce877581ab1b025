package io.tributary.promql.source;

import io.tributary.schemas.labels.Labels;
import java.util.List;

/**
 * The series that answer a {@link Selection}, numbered from 0 without gaps. The numbers hold within
 * this set only.
 *
 * <p>Threading: immutable as far as its methods show; used by several threads at once. {@link
 * #open} gives each thread a reader of its own.
 */
public interface SeriesSet {
  /** No series. */
  static SeriesSet empty() {
    return EmptySeriesSet.INSTANCE;
  }

  /**
   * The labels of each series; index = the series' number. The same list each time, never changed,
   * no two of them equal. Any order; that of {@link Labels#compareTo} gives the most stable sums.
   */
  List<Labels> labels();

  /** How many series there are. */
  default int size() {
    return labels().size();
  }

  /** A reader for the calling thread. Readers are closed when the evaluation is over. */
  SampleReader open();
}
