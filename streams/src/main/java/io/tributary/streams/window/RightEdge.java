package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;

/**
 * What is known of a chunk's samples until the end of windows, where later ones are there already:
 * samples come before the watermark that instants wait for. All windows over a series end at the
 * same time, which goes on from evaluation to evaluation; so do the samples that are added here,
 * one after the other, as they are to the chunk's own summary. Of one thread.
 */
final class RightEdge {
  private final RangeSummary until = new RangeSummary();
  private long number = Long.MIN_VALUE;
  private long toMs;

  /** Of the samples of the chunk, so many are added. */
  private int added;

  /** The sample that was decoded last, which is the last one added or the one after it. */
  private int place;

  private int at;
  private int distance;
  private long timestampMs;
  private long bits;

  /** Whether it has got no further than there. */
  boolean precedes(long number, long toMs) {
    return this.number == number && this.toMs <= toMs;
  }

  /** Goes to the first sample of a chunk, whose bytes begin at {@code start}. */
  void begin(long number, PackedCursor first, int start) {
    this.number = number;
    added = 0;
    place = 0;
    until.clear();
    keep(first, start);
  }

  private void keep(PackedCursor cursor, int start) {
    at = cursor.at - start;
    timestampMs = cursor.timestampMs;
    distance = cursor.distance;
    bits = cursor.bits;
  }

  /**
   * Goes on to the end of windows.
   *
   * @param bytes of the chunk, from {@code start}
   * @param count of its samples
   * @return of those until {@code toMs}; good until the next call
   */
  RangeSummary move(byte[] bytes, int start, int count, long toMs) {
    PackedCursor cursor = new PackedCursor(bytes, start + at, timestampMs, distance, bits);
    while (added < count) {
      if (place < added) {
        cursor.next();
        place++;
      }
      if (cursor.timestampMs > toMs) {
        break;
      }
      Chunk.append(cursor.timestampMs, Double.longBitsToDouble(cursor.bits), until);
      added++;
    }
    keep(cursor, start);
    this.toMs = toMs;
    return until;
  }
}
