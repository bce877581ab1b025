package io.tributary.streams.eval;

import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows which rules of groups with corrections can be worked out again for an instant before. */
public final class Correctability {
  private Correctability() {}

  /**
   * Why a rule's results are not published again, as a sentence's end; null where they are.
   *
   * @param order the groups of the task that evaluates it, in their order
   * @param looked what the rule looks at
   */
  public static @Nullable String obstacle(
      List<RuleGroup> order, RuleGroup group, int index, List<Subscription> looked) {
    Rule rule = group.rules().get(index);
    if (rule instanceof AlertingRule) {
      return "it is an alert: what was decided in time is not undone";
    }
    // At the instant, windows had nothing yet of what these yield for it; now they have.
    for (Rule later : from(order, group, index)) {
      for (Subscription each : looked) {
        if (!each.reserved() && RuleReaders.mayMatch(each.matchers(), later)) {
          return "it looks at results of " + later.name() + ", which is not evaluated before it";
        }
      }
    }
    return null;
  }

  private static List<Rule> from(List<RuleGroup> order, RuleGroup group, int index) {
    List<Rule> rules = new ArrayList<>(group.rules().subList(index, group.rules().size()));
    for (RuleGroup later : order.subList(order.indexOf(group) + 1, order.size())) {
      rules.addAll(later.rules());
    }
    return rules;
  }
}
