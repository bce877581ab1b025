package io.tributary.streams.explain;

import io.tributary.promql.syntax.DurationText;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.Partial;
import io.tributary.streams.eval.PlannedRule;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.Scope;
import io.tributary.streams.eval.ScopePlanner;
import io.tributary.streams.eval.ScopedGroup;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleSet;
import io.tributary.streams.window.Subscription;
import io.tributary.streams.window.WindowSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Explains rules as the engine would run them. Of one thread. */
public final class RuleExplainer {
  /** Of a sample that is sent to the merger, labels as references included. */
  private static final long SENT_SAMPLE_BYTES = 50;

  /** Of a result that a partition sends at an instant, with its labels. */
  private static final long SENT_RESULT_BYTES = 150;

  private final ScopePlanner planner;
  private final EvaluationOptions options;
  private final Assumptions assumed;

  public RuleExplainer(ScopePlanner planner, EvaluationOptions options, Assumptions assumed) {
    this.planner = planner;
    this.options = options;
    this.assumed = assumed;
  }

  /** The explanation of each group, in their order. */
  public List<GroupExplanation> explain(RuleSet rules) {
    RulePlan plan = planner.plan(rules);
    return plan.groups().stream().map(this::explain).toList();
  }

  private GroupExplanation explain(ScopedGroup scoped) {
    RuleGroup group = scoped.group();
    return new GroupExplanation(
        group.key(),
        group.interval(),
        scoped.scope(),
        scoped.reason(),
        scoped.rules().stream().map(rule -> explain(rule, group)).toList());
  }

  private RuleExplanation explain(PlannedRule planned, RuleGroup group) {
    List<Subscription> looked = EngineFactory.subscriptions(planned, group, options);
    long longerMs = group.corrections() ? options.correctedWithinMs() : 0;
    Map<String, Long> sent = new LinkedHashMap<>();
    for (Subscription of : looked) {
      if (!EngineFactory.isPartial(of)) {
        sent.merge(selector(of.matchers()), of.retentionMs() + longerMs, Math::max);
      }
    }
    Map<String, Long> windows = new LinkedHashMap<>(sent);
    for (Partial partial : planned.partials()) {
      for (Subscription of : EngineFactory.subscriptions(partial, options)) {
        windows.merge(selector(of.matchers()), of.retentionMs(), Math::max);
      }
    }
    long stepMs = assumed.scrapeInterval().toMillis();
    long memoryBytes = 0;
    long diskBytes = 0;
    for (long backMs : windows.values()) {
      memoryBytes +=
          assumed.series() * WindowSize.SERIES_BYTES
              + WindowSize.memoryBytes(assumed.series(), backMs, stepMs);
      diskBytes += assumed.series() * WindowSize.diskBytes(backMs, stepMs);
    }
    double sentPerSecond =
        planned.scope() == Scope.GATHER ? sent.size() * assumed.samplesPerSecond() : 0;
    Rule rule = planned.rule();
    return new RuleExplanation(
        rule.name(),
        rule instanceof AlertingRule,
        rule.expr(),
        planned.scope().name().toLowerCase(Locale.ROOT) + ": " + planned.reason(),
        windows.entrySet().stream()
            .map(w -> new RuleExplanation.Selected(w.getKey(), text(w.getValue()), w.getValue()))
            .toList(),
        memoryBytes,
        diskBytes,
        traffic(planned, group),
        Math.round(sentPerSecond * SENT_SAMPLE_BYTES),
        notes(rule, group));
  }

  private static String traffic(PlannedRule planned, RuleGroup group) {
    String results =
        planned.partials().isEmpty()
            ? ""
            : "each partition sends its results every "
                + text(group.interval().toMillis())
                + ", about "
                + SENT_RESULT_BYTES
                + " B a result, of "
                + planned.partials().stream().map(Partial::expr).collect(Collectors.joining("; "));
    return switch (planned.scope()) {
      case LOCAL -> "none: it is evaluated where the samples are";
      case PARTIAL -> results.isEmpty() ? "none: it reads what is merged already" : results;
      case GATHER ->
          "each selected sample is sent once to the task that merges"
              + (results.isEmpty() ? "" : ", and " + results);
    };
  }

  private List<String> notes(Rule rule, RuleGroup group) {
    List<String> notes = new ArrayList<>();
    if (group.corrections()) {
      notes.add(
          rule instanceof RecordingRule
              ? "Results that late samples change are published again, up to "
                  + text(options.correctedWithinMs())
                  + " back (corrections); windows are kept that much longer."
              : "It is an alert: what it was is not undone in spite of corrections. Evaluations"
                  + " that late samples would have made come out otherwise are counted, up to "
                  + text(options.correctedWithinMs())
                  + " back (tributary_rule_changed_alert_evaluations_total).");
    }
    if (group.queryOffset().isPositive()) {
      notes.add(
          "It looks at what was "
              + text(group.queryOffset().toMillis())
              + " before each instant (query_offset), and its results carry that time.");
    }
    if (rule instanceof AlertingRule alerting && alerting.holdFor().isPositive()) {
      notes.add(
          "An alert fires once its result has lasted "
              + text(alerting.holdFor().toMillis())
              + ", through restarts.");
    }
    return notes;
  }

  /** Matchers as PromQL, the name before the braces where it is given. */
  static String selector(List<Matcher> matchers) {
    String name =
        matchers.stream().filter(RuleExplainer::isName).map(Matcher::value).findFirst().orElse("");
    String others =
        matchers.stream()
            .filter(matcher -> !isName(matcher))
            .map(Matcher::toString)
            .sorted()
            .collect(Collectors.joining(","));
    return others.isEmpty() && !name.isEmpty() ? name : name + "{" + others + "}";
  }

  private static boolean isName(Matcher matcher) {
    return matcher.name().equals(Labels.NAME) && matcher.type() == Matcher.Type.EQUAL;
  }

  private static String text(long millis) {
    return DurationText.format(millis);
  }
}
