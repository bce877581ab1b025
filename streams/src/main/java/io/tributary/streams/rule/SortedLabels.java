package io.tributary.streams.rule;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Unmodifiable maps of label names to texts that iterate in order of the names. */
final class SortedLabels {
  private SortedLabels() {}

  static Map<String, String> copyOf(Map<String, String> labels) {
    return Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** {@code base} with {@code over} in place of what both have. */
  static Map<String, String> merge(Map<String, String> base, Map<String, String> over) {
    Map<String, String> merged = new TreeMap<>(base);
    merged.putAll(over);
    return Collections.unmodifiableMap(merged);
  }
}
