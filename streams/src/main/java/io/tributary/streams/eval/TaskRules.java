package io.tributary.streams.eval;

import java.util.List;
import java.util.Set;

/**
 * What one task has to do of a plan.
 *
 * @param groups that it evaluates, in their order
 * @param partials that it evaluates for the merger
 * @param merged the rules that the merger evaluates, by their keys: what the task remembers of one
 *     of them it hands over
 */
public record TaskRules(List<ScopedGroup> groups, List<Partial> partials, Set<String> merged) {
  /** Copies them. */
  public TaskRules {
    groups = List.copyOf(groups);
    partials = List.copyOf(partials);
    merged = Set.copyOf(merged);
  }
}
