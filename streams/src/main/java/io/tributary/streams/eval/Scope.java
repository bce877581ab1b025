package io.tributary.streams.eval;

/** Where a group is evaluated. */
public enum Scope {
  /** In each partition, over the clusters in it: no result needs two of them. */
  LOCAL,
  /** In one place, to which the series it looks at are sent from all partitions. */
  GATHER
}
