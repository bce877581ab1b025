package io.tributary.streams.window;

import java.util.Arrays;

/**
 * The series that rules select, by fingerprint, and which of the others were seen: one look-up
 * tells either. Of one thread.
 */
final class SelectedSeries {
  /** The place of a series that no rule selects. */
  static final int UNSELECTED = -2;

  /** The place of a series not seen before. */
  static final int UNKNOWN = FingerprintTable.ABSENT;

  private final int unselectedLimit;
  private final FingerprintTable places = new FingerprintTable();
  private Series[] series = new Series[64];
  private int count;

  /**
   * No series.
   *
   * @param unselectedLimit of more unselected series than this all are forgotten, and decided again
   *     when they come
   */
  SelectedSeries(int unselectedLimit) {
    if (unselectedLimit < 1) {
      throw new IllegalArgumentException("unselectedLimit must be > 0: was " + unselectedLimit);
    }
    this.unselectedLimit = unselectedLimit;
  }

  int count() {
    return count;
  }

  Series at(int place) {
    return series[place];
  }

  int place(long high, long low) {
    return places.get(high, low);
  }

  void add(Series added) {
    if (count == series.length) {
      series = Arrays.copyOf(series, 2 * count);
    }
    places.put(added.high, added.low, count);
    series[count++] = added;
  }

  /** Takes out the series of a place, which the last one gets. */
  void remove(int place) {
    Series removed = series[place];
    removed.forgotten = true;
    places.remove(removed.high, removed.low);
    count--;
    Series last = series[count];
    if (last != removed) {
      series[place] = last;
      places.put(last.high, last.low, place);
    }
    series = count < series.length / 4 ? Arrays.copyOf(series, series.length / 2) : series;
  }

  void addUnselected(long high, long low) {
    if (places.size() - count >= unselectedLimit) {
      forgetUnselected();
    }
    places.put(high, low, UNSELECTED);
  }

  void forgetUnselected() {
    places.removeAll(UNSELECTED);
  }
}
