package io.tributary.streams.eval;

/** Where a group is evaluated. */
public enum Scope {
  /** In each partition, over the series in it: no result needs those of two. */
  LOCAL,
  /** In one place, from results that the partitions work out and send at each instant. */
  PARTIAL,
  /** In one place, to which series that it looks at are sent from all partitions. */
  GATHER
}
