package io.tributary.sink.remotewrite;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.remotewrite.RequestReader;
import io.tributary.sink.relabel.RelabelRule;
import io.tributary.sink.relabel.Relabeling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which series a destination gets. A series is decided on once; the decisions are forgotten
 * together when they become too many.
 *
 * <p>Threading: used by the poll loop only.
 */
final class SeriesFilter {
  private static final int MAX_REMEMBERED = 1 << 20;

  private final Relabeling rules;
  private final Map<Fingerprint, Boolean> decisions = new HashMap<>();

  SeriesFilter(List<RelabelRule> keep) {
    rules = new Relabeling(keep);
  }

  /** Whether the series that the reader stands at is to be sent. */
  boolean keeps(Fingerprint fingerprint, RequestReader reader) {
    if (rules.isEmpty()) {
      return true;
    }
    Boolean known = decisions.get(fingerprint);
    if (known == null) {
      if (decisions.size() >= MAX_REMEMBERED) {
        decisions.clear();
      }
      known = rules.apply(SeriesLabels.of(reader)) != null;
      decisions.put(fingerprint, known);
    }
    return known;
  }
}
