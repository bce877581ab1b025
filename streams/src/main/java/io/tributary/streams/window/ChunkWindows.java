package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates windows over {@link ChunkedSamples}. Of one thread. */
final class ChunkWindows {
  private final WindowLengths lengths = new WindowLengths();
  private final SampleColumns columns = new SampleColumns();
  private final RangeSummary part = new RangeSummary();

  /** By the places of their lengths. */
  private final List<WindowRows> byLength = new ArrayList<>();

  /** What is remembered of windows of this length. */
  private WindowRows rows(long lengthMs) {
    int place = lengths.place(lengthMs);
    if (place == byLength.size()) {
      byLength.add(new WindowRows(lengthMs));
    } else if (byLength.get(place).lengthMs != lengthMs) {
      byLength.set(place, new WindowRows(lengthMs));
    }
    return byLength.get(place);
  }

  /** Touches what the next evaluation of windows of this length looks at. */
  int touch(ChunkedSamples of, long lengthMs, int step) {
    return rows(lengthMs).touch(of.number, step);
  }

  /** Answers where a whole chunk lies between the edges: depends on the range alone. */
  boolean summarize(ChunkedSamples of, long fromMs, long toMs, RangeSummary into) {
    long first = of.numberOf(fromMs);
    long last = of.numberOf(toMs);
    if (last - first < 2) {
      return false;
    }
    of.settle();
    into.clear();
    append(of, first, fromMs, Long.MAX_VALUE, into);
    appendMiddle(of, first, last, of.middles.of(first, last, toMs - fromMs, of.ended), into);
    append(of, last, Long.MIN_VALUE, toMs, into);
    return true;
  }

  /**
   * As {@link io.tributary.promql.source.SampleReader#summarizeEnds}. What it gives is to the bit
   * what {@link #summarize} does or, where that answers no, what the samples themselves give.
   */
  boolean ends(ChunkedSamples of, long fromMs, long toMs, RangeSummary into) {
    long first = of.numberOf(fromMs);
    long last = of.numberOf(toMs);
    of.settle();
    if (!endsQuickly(of, first, fromMs, last, toMs, into)) {
      return summarize(of, fromMs, toMs, into);
    }
    // Of several resets in a short window, the order of the additions is that of the samples.
    return last - first > 1 || into.resets < 2;
  }

  private boolean endsQuickly(
      ChunkedSamples of, long first, long fromMs, long last, long toMs, RangeSummary into) {
    into.clear();
    RangeSummary right = until(of, last, toMs);
    WindowRows rows = rows(toMs - fromMs);
    int row = rows.row(of.number, of.generation());
    if (!appendLeft(of, first, fromMs, first == last ? right : null, rows, row, into)) {
      return false;
    }
    if (last - first > 1) {
      appendMiddle(of, first, last, rows.middle(row, of.ended, first, last), into);
    }
    if (right != null && last > first) {
      into.append(right);
    }
    return true;
  }

  /** What is known of the samples of a chunk until this time; null where there are none. */
  private static @Nullable RangeSummary until(ChunkedSamples of, long number, long toMs) {
    boolean isOpen = of.isOpen(number);
    Chunk chunk = isOpen ? null : of.ended.of(number);
    RangeSummary whole = isOpen ? of.openSummary : chunk == null ? null : chunk.summary;
    if (whole == null || whole.count == 0 || toMs >= whole.lastMs) {
      return whole;
    }
    RightEdge edge = of.rightEdge;
    if (edge == null) {
      edge = new RightEdge();
      of.rightEdge = edge;
    }
    byte[] bytes = chunk == null ? of.open.packed() : of.store.packed(of.seriesId, chunk);
    int start = chunk == null ? 0 : ChunkLayout.OTHERS;
    if (!edge.precedes(number, toMs)) {
      PackedCursor begin = chunk == null ? of.open.first() : ChunkLayout.first(bytes);
      edge.begin(number, begin, start);
    }
    int count = chunk == null ? of.open.count() : ChunkLayout.count(bytes);
    return edge.move(bytes, start, count, toMs);
  }

  /** What is known of all samples of a chunk; null where there are none. */
  private static @Nullable RangeSummary wholly(ChunkedSamples of, long number) {
    if (of.isOpen(number)) {
      return of.openSummary;
    }
    Chunk chunk = of.ended.of(number);
    return chunk == null ? null : chunk.summary;
  }

  /**
   * The samples of a chunk from an edge on; false where they must be looked at one by one.
   *
   * @param until of the chunk's samples, where windows end in it, too; else null
   */
  private static boolean appendLeft(
      ChunkedSamples of,
      long number,
      long fromMs,
      @Nullable RangeSummary until,
      WindowRows rows,
      int row,
      RangeSummary into) {
    if (!rows.leads(row, number, fromMs)) {
      return beginLeft(of, number, fromMs, until, rows, row, into);
    }
    boolean isOpen = of.isOpen(number);
    if (!isOpen && (rows.isInOpen(row) || (until == null && !rows.isWhole(row)))) {
      Chunk chunk = of.ended.of(number);
      if (chunk == null) {
        return true;
      }
      // Where it has ended meanwhile, the place is as far from its beginning.
      rows.end(row, of.store.packed(of.seriesId, chunk), chunk.summary);
    }
    if (until != null) {
      rows.use(row, until);
    } else if (isOpen) {
      rows.use(row, of.openSummary);
    }
    return !rows.reaches(row, fromMs) || rows.rest(row, of.open, fromMs, into);
  }

  private static boolean beginLeft(
      ChunkedSamples of,
      long number,
      long fromMs,
      @Nullable RangeSummary until,
      WindowRows rows,
      int row,
      RangeSummary into) {
    RangeSummary whole = until == null ? wholly(of, number) : until;
    if (whole == null || whole.count == 0 || fromMs > whole.lastMs) {
      return true;
    }
    if (fromMs <= whole.firstMs) {
      into.append(whole);
      return true;
    }
    Chunk chunk = of.isOpen(number) ? null : of.ended.of(number);
    if (chunk == null) {
      rows.begin(row, number, of.open.first(), 0);
    } else {
      byte[] packed = of.store.packed(of.seriesId, chunk);
      rows.begin(row, number, ChunkLayout.first(packed), ChunkLayout.OTHERS);
      rows.end(row, packed, chunk.summary);
    }
    if (chunk == null || until != null) {
      rows.use(row, whole);
    }
    return rows.rest(row, of.open, fromMs, into);
  }

  /** Appends what is known of the chunks between two. */
  private void appendMiddle(
      ChunkedSamples of, long first, long last, RangeSummary middle, RangeSummary into) {
    long open = of.openNumber();
    if (open > first && open < last) {
      // As if it had ended: the order of additions must not tell whether it has.
      part.clear();
      part.append(middle);
      part.append(of.openSummary);
      into.append(part);
    } else {
      into.append(middle);
    }
  }

  /** Appends what is known of a part of one chunk. */
  private void append(ChunkedSamples of, long number, long fromMs, long toMs, RangeSummary into) {
    RangeSummary whole = wholly(of, number);
    if (whole == null) {
      return;
    }
    if (whole.count == 0 || (fromMs <= whole.firstMs && whole.lastMs <= toMs)) {
      into.append(whole);
      return;
    }
    columns.clear();
    Chunk chunk = of.isOpen(number) ? null : of.ended.of(number);
    if (chunk == null) {
      of.open.read(fromMs, toMs, columns);
    } else {
      ChunkLayout.read(of.store.packed(of.seriesId, chunk), fromMs, toMs, columns);
    }
    part.clear();
    Chunk.summarize(columns, part);
    into.append(part);
  }
}
