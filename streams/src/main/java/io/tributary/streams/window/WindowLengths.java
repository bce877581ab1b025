package io.tributary.streams.window;

import java.util.Arrays;

/** Gives each length of windows that is asked for a small number. Of one thread. */
final class WindowLengths {
  /** More lengths than this in turn take each other's place. */
  private static final int MOST = 24;

  private long[] lengths = new long[0];
  private int next;
  private int latest;

  /** The number of windows of this length, which others may have had before. */
  int place(long lengthMs) {
    if (latest < lengths.length && lengths[latest] == lengthMs) {
      return latest;
    }
    latest = find(lengthMs);
    return latest;
  }

  private int find(long lengthMs) {
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] == lengthMs) {
        return i;
      }
    }
    int place = next;
    next = (next + 1) % MOST;
    if (place == lengths.length) {
      lengths = Arrays.copyOf(lengths, place + 1);
    }
    lengths[place] = lengthMs;
    return place;
  }
}
