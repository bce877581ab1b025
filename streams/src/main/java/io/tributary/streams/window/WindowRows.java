package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.Arrays;

/**
 * What is remembered of the ends of windows of one length, a row a series: as time goes on, all
 * evaluations but a few find the same chunks between the edges, and each finds the left edge a
 * little further on. Remembered or not, the results are the same.
 *
 * <pre>
 *   generation | left edge: chunk, from, at and distance, time, bits, seen, resets
 *              | its chunk: count, resets, last ms, last, whether that is of all of it
 *              | between the edges: after and before which chunk, count, first ms, first,
 *                last ms, last, resets, sum at resets
 * </pre>
 *
 * The left edge is a place in a chunk that moves on as windows do, so that an evaluation decodes
 * the samples that left the window since the one before and no others. What is after the place
 * follows from what is known of the whole chunk and of what was passed over, where a counter did
 * not reset after it.
 *
 * <p>Rows lie side by side in the order in which series came, which is about that in which they are
 * evaluated: what an evaluation waits for is memory more than anything else. Of one thread.
 */
final class WindowRows {
  private static final int ROW = 24;
  private static final int GENERATION = 0;
  private static final int CHUNK = 1;
  private static final int FROM_MS = 2;
  private static final int AT_AND_DISTANCE = 3;
  private static final int TIMESTAMP_MS = 4;
  private static final int BITS = 5;

  /** How many samples there are until the place, with it, staleness markers left out. */
  private static final int SEEN = 6;

  /** How many resets there are until the place. */
  private static final int PASSED_RESETS = 7;

  private static final int COUNT = 8;
  private static final int RESETS = 9;
  private static final int LAST_MS = 10;
  private static final int LAST = 11;
  private static final int IS_WHOLE = 12;

  /** What is known is of chunks of numbers greater than this ... */
  private static final int AFTER = 13;

  /** ... and less than this. */
  private static final int BEFORE = 14;

  private static final int MIDDLE = 15;

  private static final byte[] OPEN = {};

  final long lengthMs;

  private long[] rows = {};

  /** The packed samples of the ended chunk that the left edge is in; for the open one these. */
  private byte[][] lefts = {};

  private final RangeSummary part = new RangeSummary();

  WindowRows(long lengthMs) {
    this.lengthMs = lengthMs;
  }

  /** Where the row of a series is; of another generation, nothing is remembered. */
  int row(int number, long generation) {
    int row = ROW * number;
    if (row >= rows.length) {
      int series = number + 1 + number / 4;
      rows = Arrays.copyOf(rows, ROW * series);
      int known = lefts.length;
      lefts = Arrays.copyOf(lefts, series);
      Arrays.fill(lefts, known, series, OPEN);
    }
    if (rows[row + GENERATION] != generation) {
      rows[row + GENERATION] = generation;
      rows[row + CHUNK] = Long.MIN_VALUE;
      rows[row + AFTER] = Long.MIN_VALUE;
      rows[row + BEFORE] = Long.MIN_VALUE;
      lefts[number] = OPEN;
    }
    return row;
  }

  /** Touches what the next evaluation looks at, one thing after the other. */
  int touch(int number, int step) {
    int row = ROW * number;
    if (row >= rows.length) {
      return 0;
    }
    if (step == 0) {
      return (int) (rows[row] + rows[row + BITS] + rows[row + MIDDLE]) + lefts[number].length;
    }
    byte[] packed = lefts[number];
    int at = at(row);
    return at < packed.length ? packed[at] : 0;
  }

  private int at(int row) {
    return (int) (rows[row + AT_AND_DISTANCE] >>> Integer.SIZE);
  }

  /** Whether the place is in this chunk, and windows that begin here have their place after it. */
  boolean leads(int row, long chunk, long fromMs) {
    return rows[row + CHUNK] == chunk && rows[row + FROM_MS] <= fromMs;
  }

  /** Whether the place was in a chunk that had not ended. */
  boolean isInOpen(int row) {
    return lefts[row / ROW].length == 0;
  }

  /**
   * Goes to the first sample of a chunk.
   *
   * @param start where its bytes begin
   */
  void begin(int row, long chunk, PackedCursor first, int start) {
    rows[row + CHUNK] = chunk;
    rows[row + SEEN] = first.bits == StalenessMarker.BITS ? 0 : 1;
    rows[row + PASSED_RESETS] = 0;
    rows[row + FROM_MS] = Long.MIN_VALUE;
    lefts[row / ROW] = OPEN;
    keep(row, first, start);
  }

  private void keep(int row, PackedCursor cursor, int start) {
    rows[row + AT_AND_DISTANCE] =
        ((long) (cursor.at - start) << Integer.SIZE) | (cursor.distance & 0xFFFF_FFFFL);
    rows[row + TIMESTAMP_MS] = cursor.timestampMs;
    rows[row + BITS] = cursor.bits;
  }

  /** The chunk of the place has ended, with these samples. */
  void end(int row, byte[] packed, RangeSummary summary) {
    lefts[row / ROW] = packed;
    use(row, summary);
    rows[row + IS_WHOLE] = 1;
  }

  /** Whether what is known of the chunk of the place, which has ended, is of all of it. */
  boolean isWhole(int row) {
    return rows[row + IS_WHOLE] == 1;
  }

  /** Windows have this of the chunk of the place. */
  void use(int row, RangeSummary summary) {
    rows[row + IS_WHOLE] = 0;
    rows[row + COUNT] = summary.count;
    rows[row + RESETS] = summary.resets;
    rows[row + LAST_MS] = summary.lastMs;
    rows[row + LAST] = Double.doubleToRawLongBits(summary.last);
  }

  /** Whether windows that begin here have a sample of the chunk. */
  boolean reaches(int row, long fromMs) {
    return fromMs <= rows[row + LAST_MS];
  }

  /**
   * The ends of what the chunk has from where windows begin, where there is something.
   *
   * @param open of the open chunk, if that is the one
   * @return false where resets are among it, which must be added up one by one
   */
  boolean rest(int row, PackedSamples open, long fromMs, RangeSummary into) {
    if (rows[row + TIMESTAMP_MS] < fromMs || rows[row + BITS] == StalenessMarker.BITS) {
      byte[] packed = lefts[row / ROW];
      if (packed.length == 0) {
        move(row, open.packed(), 0, fromMs);
      } else {
        move(row, packed, ChunkLayout.OTHERS, fromMs);
      }
    }
    rows[row + FROM_MS] = fromMs;
    if (rows[row + PASSED_RESETS] != rows[row + RESETS]) {
      return false;
    }
    into.count = rows[row + COUNT] - rows[row + SEEN] + 1;
    into.firstMs = rows[row + TIMESTAMP_MS];
    into.first = Double.longBitsToDouble(rows[row + BITS]);
    into.lastMs = rows[row + LAST_MS];
    into.last = Double.longBitsToDouble(rows[row + LAST]);
    return true;
  }

  /** Moves on to the first sample from here that is no staleness marker: there is one. */
  private void move(int row, byte[] bytes, int start, long fromMs) {
    PackedCursor cursor =
        new PackedCursor(
            bytes,
            start + at(row),
            rows[row + TIMESTAMP_MS],
            (int) rows[row + AT_AND_DISTANCE],
            rows[row + BITS]);
    long seen = rows[row + SEEN];
    long resets = rows[row + PASSED_RESETS];
    // Before the first sample that is none, there is nothing to be less than.
    double before = Double.longBitsToDouble(cursor.bits);
    while (cursor.timestampMs < fromMs || cursor.bits == StalenessMarker.BITS) {
      cursor.next();
      if (cursor.bits != StalenessMarker.BITS) {
        double value = Double.longBitsToDouble(cursor.bits);
        resets += seen > 0 && value < before ? 1 : 0;
        seen++;
        before = value;
      }
    }
    keep(row, cursor, start);
    rows[row + SEEN] = seen;
    rows[row + PASSED_RESETS] = resets;
  }

  /** The ends of the ended chunks between two; good until the next call. */
  RangeSummary middle(int row, EndedChunks ended, long first, long last) {
    RangeSummary m = part;
    m.clear();
    if (rows[row + BEFORE] > last || (rows[row + AFTER] != first && !drop(row, ended, first))) {
      rows[row + BEFORE] = first + 1;
      keepMiddle(row, m);
    }
    rows[row + AFTER] = first;
    m.count = rows[row + MIDDLE];
    m.firstMs = rows[row + MIDDLE + 1];
    m.first = Double.longBitsToDouble(rows[row + MIDDLE + 2]);
    m.lastMs = rows[row + MIDDLE + 3];
    m.last = Double.longBitsToDouble(rows[row + MIDDLE + 4]);
    m.resets = rows[row + MIDDLE + 5];
    m.resetSum = Double.longBitsToDouble(rows[row + MIDDLE + 6]);
    if (rows[row + BEFORE] < last) {
      int i = ended.firstFrom(rows[row + BEFORE]);
      while (i < ended.size() && ended.at(i).number < last) {
        m.append(ended.at(i).summary);
        rows[row + BEFORE] = ended.at(i).number + 1;
        i++;
      }
      keepMiddle(row, m);
    }
    return m;
  }

  /**
   * Takes the chunks until this one out of the middle. Where no counter was reset in them, nothing
   * else than the number of samples and the first one tells of them.
   *
   * @return false where the middle must be put together anew
   */
  private boolean drop(int row, EndedChunks ended, long first) {
    if (rows[row + AFTER] > first || rows[row + BEFORE] <= first + 1) {
      return false;
    }
    int i = ended.firstFrom(rows[row + AFTER] + 1);
    while (i + 1 < ended.size() && ended.at(i).number <= first) {
      RangeSummary gone = ended.at(i).summary;
      RangeSummary next = ended.at(i + 1).summary;
      boolean known = gone.count > 0 && gone.firstMs == rows[row + MIDDLE + 1];
      boolean reset = gone.resets > 0 || next.first < gone.last;
      if (!known || reset || next.count == 0 || ended.at(i + 1).number >= rows[row + BEFORE]) {
        return false;
      }
      rows[row + MIDDLE] -= gone.count;
      rows[row + MIDDLE + 1] = next.firstMs;
      rows[row + MIDDLE + 2] = Double.doubleToRawLongBits(next.first);
      i++;
    }
    return i < ended.size()
        && ended.at(i).number > first
        && ended.at(i).summary.firstMs == rows[row + MIDDLE + 1];
  }

  private void keepMiddle(int row, RangeSummary m) {
    rows[row + MIDDLE] = m.count;
    rows[row + MIDDLE + 1] = m.firstMs;
    rows[row + MIDDLE + 2] = Double.doubleToRawLongBits(m.first);
    rows[row + MIDDLE + 3] = m.lastMs;
    rows[row + MIDDLE + 4] = Double.doubleToRawLongBits(m.last);
    rows[row + MIDDLE + 5] = m.resets;
    rows[row + MIDDLE + 6] = Double.doubleToRawLongBits(m.resetSum);
  }
}
