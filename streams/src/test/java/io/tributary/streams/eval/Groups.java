package io.tributary.streams.eval;

import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Groups and rules for tests, every 15 s. */
final class Groups {
  private Groups() {}

  static RuleGroup group(String name, Rule... rules) {
    return group(name, Duration.ofSeconds(15), rules);
  }

  static RuleGroup group(String name, Duration interval, Rule... rules) {
    return new RuleGroup(
        "rules.yml", name, interval, Duration.ZERO, 0, Map.of(), List.of(rules), false, Map.of());
  }

  static RecordingRule record(String name, String expr) {
    return new RecordingRule(name, expr, Map.of(), 1);
  }

  static AlertingRule alert(String name, String expr) {
    return new AlertingRule(name, expr, Duration.ZERO, Duration.ZERO, Map.of(), Map.of(), 1);
  }
}
