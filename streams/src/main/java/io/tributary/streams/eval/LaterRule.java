package io.tributary.streams.eval;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.alert.AlertSeries;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule that another one is evaluated before at each instant, or that itself.
 *
 * @param offsetMs its results carry a time this much before their instant
 */
record LaterRule(Rule rule, long offsetMs) {
  /**
   * Those that a rule looks at, of itself and those after it.
   *
   * @param order the groups of the task, in their order
   * @param looked what the rule looks at
   */
  static List<LaterRule> of(
      List<RuleGroup> order, RuleGroup group, int index, List<Subscription> looked) {
    List<LaterRule> later = new ArrayList<>();
    add(group, group.rules().subList(index, group.rules().size()), looked, later);
    for (RuleGroup after : order.subList(order.indexOf(group) + 1, order.size())) {
      add(after, after.rules(), looked, later);
    }
    return later;
  }

  private static void add(
      RuleGroup of, List<Rule> rules, List<Subscription> looked, List<LaterRule> to) {
    for (Rule rule : rules) {
      LaterRule later = new LaterRule(rule, of.queryOffset().toMillis());
      if (looked.stream().anyMatch(s -> !s.reserved() && later.mayYield(s.matchers()))) {
        to.add(later);
      }
    }
  }

  boolean mayYield(List<Matcher> matchers) {
    return RuleReaders.mayMatch(matchers, rule);
  }

  /** Whether a series has the labels that all of its results have. */
  boolean yields(Labels labels) {
    return switch (rule) {
      case RecordingRule recording ->
          recording.name().equals(labels.metricName())
              && recording.labels().entrySet().stream()
                  .allMatch(label -> labels.getOrEmpty(label.getKey()).equals(label.getValue()));
      case AlertingRule alerting ->
          alerting.name().equals(labels.getOrEmpty(AlertSeries.ALERT_NAME))
              && (labels.metricName().equals(AlertSeries.ALERTS)
                  || labels.metricName().equals(AlertSeries.ALERTS_FOR_STATE));
    };
  }
}
