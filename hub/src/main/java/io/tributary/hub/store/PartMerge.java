package io.tributary.hub.store;

import io.tributary.hub.head.ColumnMerge;
import io.tributary.promql.source.SampleColumns;
import java.io.IOException;

/**
 * Puts the samples of several parts of a series together, with buffers of its own. Of one thread.
 */
final class PartMerge {
  private final SampleColumns one = new SampleColumns();
  private final SampleColumns other = new SampleColumns();

  /** Parts come in order of time; only those that overlap, by late samples, have to be merged. */
  void append(Part place, long fromMs, long toMs, SampleColumns into) throws IOException {
    if (into.size() == 0) {
      place.read(fromMs, toMs, into);
      return;
    }
    one.clear();
    place.read(fromMs, toMs, one);
    if (one.size() == 0) {
      return;
    }
    if (ColumnMerge.isBefore(into, one)) {
      ColumnMerge.copy(one, into);
      return;
    }
    other.clear();
    ColumnMerge.copy(into, other);
    into.clear();
    ColumnMerge.merge(other, one, into);
  }
}
