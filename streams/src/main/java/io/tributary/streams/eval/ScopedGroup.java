package io.tributary.streams.eval;

import io.tributary.streams.rule.RuleGroup;

/**
 * A group, and where it is evaluated.
 *
 * @param reason why there
 */
public record ScopedGroup(RuleGroup group, Scope scope, String reason) {}
