package io.tributary.streams.explain;

import io.tributary.promql.syntax.DurationText;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.eval.Correctability;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.Partial;
import io.tributary.streams.eval.PlannedRule;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.Scope;
import io.tributary.streams.eval.ScopePlanner;
import io.tributary.streams.eval.ScopedGroup;
import io.tributary.streams.rule.AlertingRule;
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
import org.jspecify.annotations.Nullable;

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
    List<RuleGroup> local = plan.local().stream().map(ScopedGroup::group).toList();
    List<RuleGroup> merged = plan.merged().stream().map(ScopedGroup::group).toList();
    return plan.groups().stream()
        .map(group -> explain(group, group.scope() == Scope.LOCAL ? local : merged))
        .toList();
  }

  private GroupExplanation explain(ScopedGroup scoped, List<RuleGroup> order) {
    RuleGroup group = scoped.group();
    List<RuleExplanation> rules = new ArrayList<>();
    for (int i = 0; i < scoped.rules().size(); i++) {
      PlannedRule rule = scoped.rules().get(i);
      List<Subscription> looked = EngineFactory.subscriptions(rule, group, options);
      rules.add(explain(rule, looked, group, Correctability.obstacle(order, group, i, looked)));
    }
    return new GroupExplanation(
        group.key(), group.interval(), scoped.scope(), scoped.reason(), rules);
  }

  private RuleExplanation explain(
      PlannedRule planned,
      List<Subscription> looked,
      RuleGroup group,
      @Nullable String uncorrectedBecause) {
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
        notes(rule, group, uncorrectedBecause));
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

  private List<String> notes(Rule rule, RuleGroup group, @Nullable String uncorrectedBecause) {
    List<String> notes = new ArrayList<>();
    if (group.corrections()) {
      notes.add(
          uncorrectedBecause == null
              ? "Results that late samples change are published again, up to "
                  + text(options.correctedWithinMs())
                  + " back (corrections); windows are kept that much longer."
              : "Its results are not published again in spite of corrections: "
                  + uncorrectedBecause
                  + ".");
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
