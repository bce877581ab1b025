package io.tributary.promql.syntax;

/** What a selector does at the edges of its range. */
public enum RangeEdges {
  /** Only samples inside the range. */
  PLAIN,
  /** {@code anchored}: the sample at or before the range's start stands at the start. */
  ANCHORED,
  /** {@code smoothed}: values at both edges are interpolated from the samples around them. */
  SMOOTHED
}
