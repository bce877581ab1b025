package io.tributary.streams.eval;

import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import io.tributary.streams.window.WindowLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes the engines of tasks, all with the same options. Thread-safe. */
public final class EngineFactory {
  private final EvaluationOptions options;
  private final EvaluationMetrics metrics;

  public EngineFactory(EvaluationOptions options, EvaluationMetrics metrics) {
    this.options = options;
    this.metrics = metrics;
  }

  /** An engine that is yet to be started; it keeps nothing but what is in the log and store. */
  public TaskEngine create(WindowLog log, RuleStore store, Emissions emissions) {
    return new TaskEngine(options, new EngineCompiler(options), log, store, emissions, metrics);
  }

  /** The series that groups look at. */
  public List<Subscription> subscriptions(Collection<RuleGroup> groups) {
    List<Subscription> subscriptions = new ArrayList<>();
    for (RuleGroup group : groups) {
      for (Rule rule : group.rules()) {
        subscriptions.addAll(subscriptions(rule, group, options));
      }
    }
    return subscriptions;
  }

  /** The series that a rule of a group looks at, in its expression and its templates. */
  public static List<Subscription> subscriptions(
      Rule rule, RuleGroup group, EvaluationOptions options) {
    return new EngineCompiler(options).subscriptions(rule, group);
  }
}
