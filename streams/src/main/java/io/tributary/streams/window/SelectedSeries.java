package io.tributary.streams.window;

import java.util.Arrays;

/**
 * The series that rules select, by fingerprint, and which of the others were seen: one look-up
 * tells either.
 *
 * <p>A look-up is the whole cost of a sample that no rule selects, and for one that some rule
 * selects it is not to cost much beside the series itself. So the table has eight bytes a place,
 * and the fingerprints are where they are anyway or, for unselected series, in one array.
 *
 * <p>Of one thread.
 */
final class SelectedSeries {
  /** The place of a series that no rule selects. */
  static final int UNSELECTED = -2;

  /** The place of a series not seen before. */
  static final int UNKNOWN = -1;

  private static final int INITIAL = 64;

  private final int unselectedLimit;

  /** By fingerprints: a place among the selected, or of an unselected one -2 less its index. */
  private HashedNumbers numbers = new HashedNumbers();

  private Series[] series = new Series[INITIAL];
  private int count;

  /** high, low, high, low, ... of those that no rule selects. */
  private long[] unselected = new long[2 * INITIAL];

  private int unselectedCount;

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
    int at = find(high, low);
    if (at == HashedNumbers.NOWHERE) {
      return UNKNOWN;
    }
    int number = numbers.number(at);
    return number < 0 ? UNSELECTED : number;
  }

  /**
   * The places of many at once, which for the processor is much less than one after the other: it
   * waits for the memory of many at a time.
   */
  void places(int n, long[] highs, long[] lows, int[] into) {
    for (int i = 0; i < n; i++) {
      int at = numbers.first((int) lows[i]);
      into[i] = at == HashedNumbers.NOWHERE ? UNKNOWN : numbers.number(at);
    }
    for (int i = 0; i < n; i++) {
      int number = into[i];
      if (number == UNKNOWN) {
        continue;
      }
      if (!is(number, highs[i], lows[i])) {
        into[i] = place(highs[i], lows[i]);
      } else if (number < 0) {
        into[i] = UNSELECTED;
      }
    }
  }

  /** Where in the table the fingerprint is. */
  private int find(long high, long low) {
    int at = numbers.first((int) low);
    while (at != HashedNumbers.NOWHERE && !is(numbers.number(at), high, low)) {
      at = numbers.next(at, (int) low);
    }
    return at;
  }

  private boolean is(int number, long high, long low) {
    if (number >= 0) {
      return series[number].low == low && series[number].high == high;
    }
    int index = 2 * (-2 - number);
    return unselected[index + 1] == low && unselected[index] == high;
  }

  void add(Series added) {
    if (count == series.length) {
      series = Arrays.copyOf(series, count + count / 2);
    }
    numbers.add((int) added.low, count);
    series[count++] = added;
  }

  /** Takes out the series of a place, which the last one gets. */
  void remove(int place) {
    Series removed = series[place];
    removed.forget();
    numbers.remove(find(removed.high, removed.low));
    count--;
    Series last = series[count];
    if (place != count) {
      numbers.put(find(last.high, last.low), place);
      series[place] = last;
    }
    if (count < series.length / 4) {
      series = Arrays.copyOf(series, series.length / 2);
    } else {
      Arrays.fill(series, count, count + 1, null);
    }
  }

  void addUnselected(long high, long low) {
    if (unselectedCount >= unselectedLimit) {
      forgetUnselected();
    }
    if (2 * unselectedCount == unselected.length) {
      unselected = Arrays.copyOf(unselected, 2 * unselected.length);
    }
    unselected[2 * unselectedCount] = high;
    unselected[2 * unselectedCount + 1] = low;
    numbers.add((int) low, -2 - unselectedCount);
    unselectedCount++;
  }

  void forgetUnselected() {
    unselectedCount = 0;
    unselected = new long[2 * INITIAL];
    numbers = new HashedNumbers();
    for (int i = 0; i < count; i++) {
      numbers.add((int) series[i].low, i);
    }
  }
}
