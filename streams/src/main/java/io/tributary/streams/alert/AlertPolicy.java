package io.tributary.streams.alert;

import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RuleGroup;

/**
 * What a rule says about the life of its alerts.
 *
 * @param limit the most active alerts, 0: any number
 */
public record AlertPolicy(long holdForMs, long keepFiringForMs, int limit) {
  /** How long a resolved alert is kept. */
  public static final long RESOLVED_RETENTION_MS = 15 * 60_000;

  /** That of a rule of a group. */
  public static AlertPolicy of(AlertingRule rule, RuleGroup group) {
    return new AlertPolicy(
        rule.holdFor().toMillis(), rule.keepFiringFor().toMillis(), group.limit());
  }
}
