package io.tributary.hub.head;

import io.tributary.schemas.labels.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The series by their fingerprints: one array with open addressing, at most three quarters full,
 * the fingerprints being the series' own. They are hashes already, so their bits are the place. Of
 * one thread.
 */
final class SeriesTable {
  private @Nullable HeadSeries[] slots;
  private int size;

  SeriesTable() {
    slots = new HeadSeries[1024];
  }

  @Nullable HeadSeries get(Fingerprint fingerprint) {
    int mask = slots.length - 1;
    for (int i = (int) fingerprint.low() & mask; ; i = (i + 1) & mask) {
      HeadSeries series = slots[i];
      if (series == null || series.has(fingerprint)) {
        return series;
      }
    }
  }

  /** Adds a series that is not there. */
  void add(HeadSeries series) {
    if (4L * (size + 1) > 3L * slots.length) {
      HeadSeries[] old = slots;
      slots = new HeadSeries[2 * old.length];
      for (HeadSeries one : old) {
        if (one != null) {
          put(one);
        }
      }
    }
    put(series);
    size++;
  }

  private void put(HeadSeries series) {
    int mask = slots.length - 1;
    int i = series.place() & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = series;
  }
}
