package io.tributary.streams.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * An expression that each partition evaluates over its own series, for the merger to put the
 * results together.
 *
 * @param id names it among all of them
 * @param expr as PromQL
 * @param intervalMs it is evaluated at multiples of this
 * @param offsetMs and looks this far before each, as its group's rules do
 * @param perPartition whether partitions yield results of the same labels, to be told apart
 * @param rules whose results are made of these
 */
public record Partial(
    String id,
    String expr,
    long intervalMs,
    long offsetMs,
    boolean perPartition,
    List<RuleName> rules) {
  /** Copies the list. */
  public Partial {
    rules = List.copyOf(rules);
  }

  /** The same for one more rule. */
  Partial with(RuleName rule) {
    List<RuleName> more = new ArrayList<>(rules);
    more.add(rule);
    return new Partial(id, expr, intervalMs, offsetMs, perPartition, more);
  }
}
