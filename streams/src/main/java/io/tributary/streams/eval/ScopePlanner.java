package io.tributary.streams.eval;

import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Parser;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides where each group is evaluated. A group is a whole, because its rules see each other's
 * results at the same instant: it is local if each of its rules is, and none looks at what a merged
 * group yields. Of a merged group's rules, partitions work out what is proven to be theirs.
 */
public final class ScopePlanner {
  private final Parser parser;
  private final ClusterLocality locality;
  private final String clusterLabel;
  private final int partitions;

  /**
   * A planner.
   *
   * @param partitions of the topic of samples
   * @param sharded the clusters that are spread over several partitions
   */
  public ScopePlanner(Parser parser, String clusterLabel, int partitions, Set<String> sharded) {
    this.parser = parser;
    this.locality = new ClusterLocality(clusterLabel, sharded);
    this.clusterLabel = clusterLabel;
    this.partitions = partitions;
  }

  /** The plan of these rules. */
  public RulePlan plan(RuleSet rules) {
    Map<RuleGroup, String> merged = new LinkedHashMap<>();
    if (partitions > 1) {
      for (RuleGroup group : rules.groups()) {
        String reason = reasonToMerge(group);
        if (reason != null) {
          merged.put(group, reason);
        }
      }
      while (spread(rules, merged)) {}
    }
    RuleReaders readers = new RuleReaders(List.copyOf(merged.keySet()));
    List<ScopedGroup> groups = new ArrayList<>();
    for (RuleGroup group : rules.groups()) {
      String reason = merged.get(group);
      groups.add(reason == null ? local(group) : merged(group, reason, readers));
    }
    return new RulePlan(groups);
  }

  private ScopedGroup local(RuleGroup group) {
    String reason =
        partitions == 1
            ? "there is one partition"
            : "no result of any of its rules comes from two clusters";
    return new ScopedGroup(
        group,
        Scope.LOCAL,
        reason,
        group.rules().stream().map(r -> PlannedRule.whole(r, Scope.LOCAL, reason)).toList());
  }

  private ScopedGroup merged(RuleGroup group, String reason, RuleReaders readers) {
    RuleSplitter splitter =
        new RuleSplitter(
            parser,
            locality,
            expr -> !readers.mayRead(expr),
            group.interval().toMillis(),
            group.queryOffset().toMillis());
    List<PlannedRule> rules =
        group.rules().stream()
            .map(rule -> merged(rule, group.corrections(), splitter, readers))
            .toList();
    boolean gathers = rules.stream().anyMatch(rule -> rule.scope() == Scope.GATHER);
    return new ScopedGroup(group, gathers ? Scope.GATHER : Scope.PARTIAL, reason, rules);
  }

  private PlannedRule merged(
      Rule rule, boolean corrections, RuleSplitter splitter, RuleReaders readers) {
    Expr whole = parser.parse(rule.expr());
    RuleSplitter.Split split =
        corrections ? new RuleSplitter.Split(whole, List.of()) : splitter.split(whole);
    String own = reasonToMerge(rule);
    String why = own == null ? "it could be local, but not its group, which is one whole" : own;
    List<String> sent = readers.sent(split.merged());
    if (rule instanceof AlertingRule alerting && ParsedTemplates.makesQueries(alerting)) {
      sent = List.of("what its templates look at");
    }
    Scope scope = sent.isEmpty() ? Scope.PARTIAL : Scope.GATHER;
    String sending =
        corrections
            ? "; sent, because corrections need them, are the series of "
            : "; sent are the series of ";
    String reason = sent.isEmpty() ? why : why + sending + String.join(", ", sent);
    return new PlannedRule(rule, scope, reason, split.merged().text(), split.partials());
  }

  private @Nullable String reasonToMerge(RuleGroup group) {
    for (Rule rule : group.rules()) {
      String reason = reasonToMerge(rule);
      if (reason != null) {
        return rule.name() + ": " + reason;
      }
    }
    if (group.limit() > 0) {
      return "its limit of " + group.limit() + " counts the results of all clusters together";
    }
    return null;
  }

  private @Nullable String reasonToMerge(Rule rule) {
    if (rule.labels().containsKey(clusterLabel)) {
      return "it sets the label \"" + clusterLabel + "\"";
    }
    if (rule instanceof AlertingRule alerting && ParsedTemplates.makesQueries(alerting)) {
      return "its templates make queries";
    }
    return switch (locality.of(parser.parse(rule.expr()))) {
      case Locality.OfOneCluster _, Locality.OfOneSeries _ -> null;
      case Locality.Constant _ -> "its result is of no cluster";
      case Locality.Mixed mixed -> mixed.reason();
    };
  }

  /** Merges one more group that looks at what a merged one yields, if there is one. */
  private boolean spread(RuleSet rules, Map<RuleGroup, String> merged) {
    for (RuleGroup group : rules.groups()) {
      if (merged.containsKey(group)) {
        continue;
      }
      for (RuleGroup source : merged.keySet()) {
        if (looksAt(group, new RuleReaders(List.of(source)))) {
          merged.put(group, "it looks at results of the group " + source.key());
          return true;
        }
      }
    }
    return false;
  }

  private boolean looksAt(RuleGroup group, RuleReaders readers) {
    for (Rule rule : group.rules()) {
      Expr expr = parser.parse(rule.expr());
      if (readers.mayRead(expr)) {
        return true;
      }
    }
    return false;
  }
}
