package io.tributary.streams.eval;

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
  public TaskEngine create(WindowLog log, RuleStore store, Emissions emissions, MergeLink link) {
    return new TaskEngine(
        options, new EngineCompiler(options), log, store, emissions, metrics, link);
  }

  /** The series that partitions send the merger for these groups. */
  public List<Subscription> sent(Collection<ScopedGroup> merged) {
    List<Subscription> sent = new ArrayList<>();
    for (ScopedGroup group : merged) {
      for (PlannedRule rule : group.rules()) {
        for (Subscription subscription : subscriptions(rule, group.group(), options)) {
          if (!PartialSeries.isFor(subscription)) {
            sent.add(subscription);
          }
        }
      }
    }
    return sent;
  }

  /** The series that what a task evaluates of a rule looks at, templates included. */
  public static List<Subscription> subscriptions(
      PlannedRule rule, RuleGroup group, EvaluationOptions options) {
    return new EngineCompiler(options).subscriptions(rule, group);
  }

  /** Whether it is for results of partitions, not for series of agents or rules. */
  public static boolean isPartial(Subscription subscription) {
    return PartialSeries.isFor(subscription);
  }

  /** The series that a partial expression looks at in each partition. */
  public static List<Subscription> subscriptions(Partial partial, EvaluationOptions options) {
    return new EngineCompiler(options).subscriptions(partial);
  }
}
