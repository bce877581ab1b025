package io.tributary.streams.eval;

import io.tributary.promql.source.SeriesSource;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import java.util.List;

/** Makes what can be evaluated of rules' texts. Of one thread. */
interface RuleCompiler {
  /** What a task evaluates of a rule, over the task's series. */
  RuleQuery query(PlannedRule rule, SeriesSource series);

  /** A partial expression over a partition's series. */
  RuleQuery query(Partial partial, SeriesSource series);

  /** The templates of an alerting rule, whose queries run over the task's series. */
  AlertTemplates templates(AlertingRule rule, SeriesSource series);

  /** The series that the planned expression and the rule's templates look at. */
  List<Subscription> subscriptions(PlannedRule rule, RuleGroup group);

  /** The series that a partial expression looks at. */
  List<Subscription> subscriptions(Partial partial);
}
