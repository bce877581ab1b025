package io.tributary.streams.eval;

import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.Parser;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.alert.AlertSeries;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides where each group is evaluated. A group is a whole, because its rules see each other's
 * results at the same instant: it is local if each of its rules is, and none looks at what a
 * gathered group yields.
 */
public final class ScopePlanner {
  private final Parser parser;
  private final ClusterLocality locality;
  private final String clusterLabel;
  private final int partitions;
  private final boolean sharded;

  /**
   * A planner.
   *
   * @param partitions of the topic of samples
   * @param sharded whether some cluster lies in several partitions
   */
  public ScopePlanner(Parser parser, String clusterLabel, int partitions, boolean sharded) {
    this.parser = parser;
    this.locality = new ClusterLocality(clusterLabel);
    this.clusterLabel = clusterLabel;
    this.partitions = partitions;
    this.sharded = sharded;
  }

  /** The plan of these rules. */
  public RulePlan plan(RuleSet rules) {
    Map<RuleGroup, String> gathered = new HashMap<>();
    if (partitions > 1) {
      for (RuleGroup group : rules.groups()) {
        String reason = reasonToGather(group);
        if (reason != null) {
          gathered.put(group, reason);
        }
      }
      while (spread(rules, gathered)) {}
    }
    List<ScopedGroup> groups = new ArrayList<>();
    for (RuleGroup group : rules.groups()) {
      String reason = gathered.get(group);
      groups.add(
          reason != null
              ? new ScopedGroup(group, Scope.GATHER, reason)
              : new ScopedGroup(group, Scope.LOCAL, reasonToStay()));
    }
    return new RulePlan(groups);
  }

  private String reasonToStay() {
    return partitions == 1
        ? "there is one partition"
        : "no result of any of its rules comes from two clusters";
  }

  private @Nullable String reasonToGather(RuleGroup group) {
    if (sharded) {
      return "some cluster is spread over several partitions";
    }
    for (Rule rule : group.rules()) {
      String reason = reasonToGather(rule);
      if (reason != null) {
        return rule.name() + ": " + reason;
      }
    }
    return null;
  }

  /** Why the results of a rule may be of several clusters, or null where they never are. */
  public @Nullable String reasonToGather(Rule rule) {
    if (rule.labels().containsKey(clusterLabel)) {
      return "it sets the label \"" + clusterLabel + "\"";
    }
    if (rule instanceof AlertingRule alerting && ParsedTemplates.makesQueries(alerting)) {
      return "its templates make queries";
    }
    return switch (locality.of(parser.parse(rule.expr()))) {
      case Locality.OfOneCluster _ -> null;
      case Locality.Constant _ -> "its result is of no cluster";
      case Locality.Mixed mixed -> mixed.reason();
    };
  }

  /** Gathers one more group that looks at what a gathered one yields, if there is one. */
  private boolean spread(RuleSet rules, Map<RuleGroup, String> gathered) {
    for (RuleGroup group : rules.groups()) {
      if (gathered.containsKey(group)) {
        continue;
      }
      for (RuleGroup source : rules.groups()) {
        if (gathered.containsKey(source) && looksAt(group, source)) {
          gathered.put(group, "it looks at results of the group " + source.key());
          return true;
        }
      }
    }
    return false;
  }

  private boolean looksAt(RuleGroup group, RuleGroup source) {
    for (Rule rule : group.rules()) {
      for (Expr.VectorSelector selector : parser.parse(rule.expr()).selectors()) {
        for (Rule yielding : source.rules()) {
          if (mayMatch(selector.matchers(), yielding)) {
            return true;
          }
        }
      }
    }
    return false;
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
