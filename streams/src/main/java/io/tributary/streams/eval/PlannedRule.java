package io.tributary.streams.eval;

import io.tributary.streams.rule.Rule;
import java.util.List;

/**
 * A rule with what the task that runs it evaluates for it.
 *
 * @param scope of the rule by itself: a partial one needs no series sent, but results of partitions
 * @param reason why that
 * @param expr the rule's expression; merged, with {@code partials} in place of parts of it
 * @param partials what partitions evaluate for it
 */
public record PlannedRule(
    Rule rule, Scope scope, String reason, String expr, List<Partial> partials) {
  /** Copies the list. */
  public PlannedRule {
    partials = List.copyOf(partials);
  }

  /** A rule that is evaluated as it is written. */
  static PlannedRule whole(Rule rule, Scope scope, String reason) {
    return new PlannedRule(rule, scope, reason, rule.expr(), List.of());
  }
}
