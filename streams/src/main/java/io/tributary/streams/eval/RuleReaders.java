package io.tributary.streams.eval;

import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.alert.AlertSeries;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import java.util.List;

/** Knows what reads the results of some groups, by what is known of their labels beforehand. */
final class RuleReaders {
  private final List<Rule> rules;

  RuleReaders(List<RuleGroup> groups) {
    rules = groups.stream().flatMap(group -> group.rules().stream()).toList();
  }

  /** Whether an expression may look at a result of these groups. */
  boolean mayRead(Expr expr) {
    return expr.selectors().stream().anyMatch(selector -> mayRead(selector.matchers()));
  }

  /** What an expression looks at beside results of partitions and of these groups. */
  List<String> sent(Expr expr) {
    return expr.selectors().stream()
        .filter(selector -> !isPartial(selector.matchers()) && !isOwn(selector.matchers()))
        .map(Expr::text)
        .distinct()
        .toList();
  }

  private boolean mayRead(List<Matcher> matchers) {
    return rules.stream().anyMatch(rule -> mayMatch(matchers, rule));
  }

  /** Whether the matchers name a metric that one of these groups records, and no other. */
  private boolean isOwn(List<Matcher> matchers) {
    return matchers.stream()
        .filter(m -> m.name().equals(Labels.NAME) && m.type() == Matcher.Type.EQUAL)
        .anyMatch(
            name ->
                rules.stream()
                    .anyMatch(r -> r instanceof RecordingRule && r.name().equals(name.value())));
  }

  private static boolean isPartial(List<Matcher> matchers) {
    return matchers.stream()
        .anyMatch(m -> m.name().equals(PartialSeries.PARTIAL) && !m.matchesEmpty());
  }

  /** Whether the matchers may select what the rule yields, by what is known of its labels. */
  static boolean mayMatch(List<Matcher> matchers, Rule yielding) {
    return switch (yielding) {
      case RecordingRule recording -> mayMatch(matchers, Labels.NAME, recording.name());
      case AlertingRule alerting ->
          mayMatch(matchers, AlertSeries.ALERT_NAME, alerting.name())
              && (mayMatch(matchers, Labels.NAME, AlertSeries.ALERTS)
                  || mayMatch(matchers, Labels.NAME, AlertSeries.ALERTS_FOR_STATE));
    };
  }

  private static boolean mayMatch(List<Matcher> matchers, String label, String value) {
    for (Matcher matcher : matchers) {
      if (matcher.name().equals(label) && !matcher.matches(value)) {
        return false;
      }
    }
    return true;
  }
}
