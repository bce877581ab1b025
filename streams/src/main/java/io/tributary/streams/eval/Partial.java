package io.tributary.streams.eval;

/**
 * An expression that each partition evaluates over its own series, for the merger to put the
 * results together.
 *
 * @param id names it among all of them
 * @param expr as PromQL
 * @param intervalMs it is evaluated at multiples of this
 * @param offsetMs and looks this far before each, as its group's rules do
 * @param perPartition whether partitions yield results of the same labels, to be told apart
 */
public record Partial(
    String id, String expr, long intervalMs, long offsetMs, boolean perPartition) {}
