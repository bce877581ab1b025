package io.tributary.streams.eval;

import io.tributary.streams.window.Subscription;
import java.util.BitSet;
import java.util.List;

/**
 * The instants of one rule that late samples might have changed, each counted once. Remembers, in a
 * ring of bits, as many instants as the rule looks back over. Of one thread.
 */
final class LateInstants {
  /** Three days of seconds, in 32 KiB. */
  private static final long MOST = 1 << 18;

  private final long intervalMs;
  private final int size;
  private final BitSet marked = new BitSet();

  /** The number of the latest instant, in intervals since the epoch, that has a place. */
  private long newest = Long.MIN_VALUE / 2;

  LateInstants(long intervalMs, List<Subscription> looked) {
    this.intervalMs = intervalMs;
    long longestMs = looked.stream().mapToLong(Subscription::retentionMs).max().orElse(1);
    this.size = (int) Math.clamp(longestMs / intervalMs + 2, 64, MOST);
  }

  /**
   * Marks the instants of a range of time, both ends included.
   *
   * @return how many were not marked before
   */
  long mark(long fromMs, long toMs) {
    long last = Math.floorDiv(toMs, intervalMs);
    reach(last);
    long next = Math.max(Math.ceilDiv(fromMs, intervalMs), newest - size + 1);
    long fresh = 0;
    while (next <= last) {
      int place = Math.floorMod(next, size);
      int end = (int) Math.min(size, place + (last - next) + 1);
      fresh += mark(place, end);
      next += end - place;
    }
    return fresh;
  }

  private int mark(int from, int end) {
    int fresh = 0;
    int clear = marked.nextClearBit(from);
    while (clear < end) {
      int set = marked.nextSetBit(clear);
      int stop = set < 0 ? end : Math.min(set, end);
      fresh += stop - clear;
      marked.set(clear, stop);
      clear = marked.nextClearBit(stop);
    }
    return fresh;
  }

  /** Gives the places of the oldest instants to those until this one. */
  private void reach(long last) {
    if (last - newest >= size) {
      marked.clear();
    } else {
      for (long number = newest + 1; number <= last; number++) {
        marked.clear(Math.floorMod(number, size));
      }
    }
    newest = Math.max(newest, last);
  }
}
