package io.tributary.sink.remotewrite;

import java.util.ArrayList;
import java.util.List;

/** What goes into one request: parts of one tenant, in order. */
record Batch(String tenant, List<Part> parts) {
  Batch {
    parts = List.copyOf(parts);
  }

  int series() {
    int series = 0;
    for (Part part : parts) {
      series += part.series();
    }
    return series;
  }

  /** The first half of the series and the second; only for a batch of two series or more. */
  List<Batch> split() {
    int half = series() / 2;
    return List.of(slice(0, half), slice(half, series()));
  }

  /** The series {@code [from, to)}. */
  private Batch slice(int from, int to) {
    List<Part> kept = new ArrayList<>();
    int base = 0;
    for (Part part : parts) {
      int first = Math.max(0, from - base);
      int last = Math.min(part.series(), to - base);
      if (first < last) {
        kept.add(part.slice(first, last));
      }
      base += part.series();
    }
    return new Batch(tenant, kept);
  }

  /** Whether all of it belongs to partitions that others deliver now. */
  boolean abandoned() {
    return parts.stream().allMatch(part -> part.record().abandoned());
  }

  void done() {
    parts.forEach(part -> part.record().done());
  }
}
