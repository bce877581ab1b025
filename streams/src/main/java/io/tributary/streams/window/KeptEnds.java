package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was worked out of windows for one rule, for others that ask for the same at the same
 * instant: the errors of a service and all of its requests, over each of many ranges. A row a
 * series, all rows of a range side by side.
 *
 * <pre>
 *   | stamp | count | resets | first ms | last ms | first | last | sum at resets |    8 bytes each
 * </pre>
 *
 * Of one thread.
 */
final class KeptEnds {
  private static final int ROW = 8;

  private final WindowLengths lengths = new WindowLengths();
  private final List<Range> ranges = new ArrayList<>();

  /** Rows with another stamp than their range's are of something else; no two ranges share one. */
  private long lastStamp;

  /** Stamps until this one count no more. */
  private long forgotten;

  private static final class Range {
    private long fromMs;
    private long toMs;
    private long stamp;
    private long[] rows = {};
  }

  /** Samples came or went: all is to be worked out anew. */
  void forgetAll() {
    forgotten = lastStamp;
  }

  /** Samples of this series came. */
  void forget(int number) {
    for (Range range : ranges) {
      if (ROW * (number + 1) <= range.rows.length) {
        range.rows[ROW * number] = 0;
      }
    }
  }

  /** Gives what is kept of the window of this series; false where that is nothing. */
  boolean get(int number, long fromMs, long toMs, RangeSummary into) {
    Range range = range(fromMs, toMs);
    final long[] rows = range.rows;
    final int at = ROW * number;
    if (at >= rows.length || rows[at] != range.stamp) {
      return false;
    }
    into.clear();
    into.count = rows[at + 1];
    into.resets = rows[at + 2];
    into.firstMs = rows[at + 3];
    into.lastMs = rows[at + 4];
    into.first = Double.longBitsToDouble(rows[at + 5]);
    into.last = Double.longBitsToDouble(rows[at + 6]);
    into.resetSum = Double.longBitsToDouble(rows[at + 7]);
    return true;
  }

  /** Keeps the window of this series. */
  void put(int number, long fromMs, long toMs, RangeSummary ends) {
    Range range = range(fromMs, toMs);
    final int at = ROW * number;
    if (at >= range.rows.length) {
      range.rows = Arrays.copyOf(range.rows, at + ROW + at / 4 / ROW * ROW);
    }
    final long[] rows = range.rows;
    rows[at] = range.stamp;
    rows[at + 1] = ends.count;
    rows[at + 2] = ends.resets;
    rows[at + 3] = ends.firstMs;
    rows[at + 4] = ends.lastMs;
    rows[at + 5] = Double.doubleToRawLongBits(ends.first);
    rows[at + 6] = Double.doubleToRawLongBits(ends.last);
    rows[at + 7] = Double.doubleToRawLongBits(ends.resetSum);
  }

  private Range range(long fromMs, long toMs) {
    int place = lengths.place(toMs - fromMs);
    if (place == ranges.size()) {
      ranges.add(new Range());
    }
    Range range = ranges.get(place);
    if (range.fromMs != fromMs || range.toMs != toMs || range.stamp <= forgotten) {
      range.fromMs = fromMs;
      range.toMs = toMs;
      lastStamp++;
      range.stamp = lastStamp;
    }
    return range;
  }
}
