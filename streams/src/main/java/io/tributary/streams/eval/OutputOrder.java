package io.tributary.streams.eval;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which a rule's results are written: that of their labels. The order of a query's
 * results follows from the series that its windows hold, also from such as have no samples left,
 * which a restart forgets sooner; what is written must not tell that there was one. Worked out anew
 * only where the results are of other series than the last time. Of one thread.
 */
final class OutputOrder {
  private OutputSeries[] ordered = {};
  private int[] places = {};

  /** The places of these series in order of their labels; both arrays are not to be changed. */
  int[] of(OutputSeries[] series) {
    if (!Arrays.equals(series, ordered)) {
      Integer[] sorted = new Integer[series.length];
      Arrays.setAll(sorted, i -> i);
      Arrays.sort(sorted, Comparator.comparing(i -> series[i].labels()));
      places = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
      ordered = series;
    }
    return places;
  }
}
