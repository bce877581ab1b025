package io.tributary.streams.eval;

/**
 * What people know a rule by.
 *
 * @param group the group's key
 * @param rule the recorded metric, or the alert
 */
public record RuleName(String group, String rule) {}
