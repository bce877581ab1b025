package io.tributary.hub.api;

import java.util.SortedSet;

/** The names and values of labels, without going through the series. */
public interface LabelCatalog {
  /** The names of all labels of series that may have samples in the range. */
  SortedSet<String> labelNames(long fromMs, long toMs);

  /** All values of a label, likewise. */
  SortedSet<String> labelValues(String name, long fromMs, long toMs);
}
