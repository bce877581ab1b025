package io.tributary.hub.head;

import io.tributary.schemas.labels.Labels;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the head's series stand in the order of their labels, so that a query that finds many of
 * them sorts numbers, and compares labels only of those that are newer than this.
 *
 * <p>Threading: immutable.
 */
final class SeriesRanks {
  /** Of no series. */
  static final SeriesRanks NONE = new SeriesRanks(new int[0]);

  /** So many newer series in one answer are sorted as fast as their ranks are worked out. */
  private static final int FEW = 512;

  /** Ranks are worked out again once the series have grown by one in so many. */
  private static final int GROWTH = 8;

  /** By the series' number. */
  private final int[] ranks;

  private SeriesRanks(int[] ranks) {
    this.ranks = ranks;
  }

  private record Numbered(int number, Labels labels) {}

  /** Whether it is worth working them out anew for an answer of these series. */
  boolean isBehind(int[] numbers, int seriesCount) {
    return numbers.length - knownOf(numbers) >= FEW
        && (seriesCount - ranks.length) * GROWTH >= ranks.length;
  }

  /** The ranks of these series, whose beginning are those that have ranks already. */
  SeriesRanks extendedTo(List<HeadSeries> series) {
    Numbered[] order = new Numbered[series.size()];
    for (int i = 0; i < order.length; i++) {
      // Those that have ranks come first, in their order, which the sort sees.
      order[i < ranks.length ? ranks[i] : i] = new Numbered(i, series.get(i).labels);
    }
    Arrays.sort(order, Comparator.comparing(Numbered::labels));
    int[] extended = new int[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      extended[order[rank].number] = rank;
    }
    return new SeriesRanks(extended);
  }

  /**
   * The ranks once some series are gone.
   *
   * @param numbers of those that are left, ascending: their new numbers are the places in it
   */
  SeriesRanks of(int[] numbers) {
    long[] keys = new long[knownOf(numbers)];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) ranks[numbers[i]] << 32 | i;
    }
    Arrays.sort(keys);
    int[] left = new int[keys.length];
    for (int rank = 0; rank < keys.length; rank++) {
      left[(int) keys[rank]] = rank;
    }
    return new SeriesRanks(left);
  }

  /** How many of the ascending numbers have ranks: the first ones. */
  private int knownOf(int[] numbers) {
    int found = Arrays.binarySearch(numbers, ranks.length);
    return found >= 0 ? found : -found - 1;
  }

  /**
   * Sorts by labels.
   *
   * @param numbers of the series, ascending
   */
  void sort(HeadSeries[] series, int[] numbers) {
    int known = knownOf(numbers);
    long[] keys = new long[known];
    boolean ascends = true;
    for (int i = 0; i < known; i++) {
      keys[i] = (long) ranks[numbers[i]] << 32 | i;
      ascends &= i == 0 || keys[i] > keys[i - 1];
    }
    if (!ascends) {
      Arrays.sort(keys);
      HeadSeries[] unsorted = Arrays.copyOf(series, known);
      for (int i = 0; i < known; i++) {
        series[i] = unsorted[(int) keys[i]];
      }
    }
    if (known < series.length) {
      Arrays.sort(series, (a, b) -> a.labels.compareTo(b.labels));
    }
  }
}
