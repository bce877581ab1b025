package io.tributary.streams.explain;

import io.tributary.streams.eval.Scope;
import java.time.Duration;
import java.util.List;

/**
 * Where a group runs and what its rules need.
 *
 * @param key {@code source/name}
 * @param interval between its instants of evaluation
 * @param scope where it is evaluated
 * @param reason why there, as a sentence's end
 * @param rules in the group's order
 */
public record GroupExplanation(
    String key, Duration interval, Scope scope, String reason, List<RuleExplanation> rules) {
  /** Copies the rules. */
  public GroupExplanation {
    rules = List.copyOf(rules);
  }
}
