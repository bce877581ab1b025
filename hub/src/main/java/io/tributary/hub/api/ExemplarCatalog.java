package io.tributary.hub.api;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.SortedMap;

/** The exemplars that are kept. */
@FunctionalInterface
public interface ExemplarCatalog {
  /** Those of the series that any selector selects, oldest first. */
  SortedMap<Labels, List<Exemplar>> find(List<List<Matcher>> selectors, long fromMs, long toMs);

  /** An exemplar. */
  record Exemplar(Labels labels, long timestampMs, double value) {}
}
