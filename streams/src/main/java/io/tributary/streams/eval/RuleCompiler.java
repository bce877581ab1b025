package io.tributary.streams.eval;

import io.tributary.promql.source.SeriesSource;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import java.util.List;

/** Makes what can be evaluated of rules' texts. Of one thread. */
interface RuleCompiler {
  /** The rule's expression over a task's series. */
  RuleQuery query(Rule rule, SeriesSource series);

  /** The templates of an alerting rule, whose queries run over the task's series. */
  AlertTemplates templates(AlertingRule rule, SeriesSource series);

  /** The series that the rule's expression and templates look at. */
  List<Subscription> subscriptions(Rule rule, RuleGroup group);
}
