package io.tributary.streams.eval;

import static io.tributary.streams.eval.Groups.alert;
import static io.tributary.streams.eval.Groups.group;
import static io.tributary.streams.eval.Groups.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopePlannerTest {
  private final Parser parser = new Parser(ParserOptions.stable());
  private final ScopePlanner planner = new ScopePlanner(parser, "cluster", 4, Set.of());

  @Test
  void plan_keepsGroupsThatNeverMixClustersLocal() {
    assertThat(scopes(group("g", record("a", "sum by (cluster) (up)"), alert("B", "up == 0"))))
        .containsExactly(Scope.LOCAL);
  }

  @Test
  void plan_mergesWholeGroupWhereOneRuleMixes() {
    RulePlan plan = plan(group("g", record("a", "sum by (cluster) (up)"), record("b", "sum(up)")));

    ScopedGroup group = plan.groups().getFirst();
    assertThat(group.scope()).isEqualTo(Scope.PARTIAL);
    assertThat(group.reason()).startsWith("b: sum puts series");
    assertThat(group.rules().get(0).reason()).startsWith("it could be local");
    assertThat(group.rules().get(1).reason()).startsWith("sum puts series");
    assertThat(plan.partials())
        .extracting(Partial::expr)
        .containsExactly("sum by (cluster) (up)", "sum by () (up)");
  }

  @Test
  void plan_gathersWhereSeriesAreNeededThemselves() {
    RulePlan plan =
        plan(group("g", record("b", "up / on () group_left () sum(up)"), record("a", "sum(up)")));

    ScopedGroup group = plan.groups().getFirst();
    assertThat(group.scope()).isEqualTo(Scope.GATHER);
    assertThat(group.rules())
        .extracting(PlannedRule::scope)
        .containsExactly(Scope.GATHER, Scope.PARTIAL);
    assertThat(group.rules().getFirst().reason()).endsWith("sent are the series of up");
  }

  @Test
  void plan_gathersUnderSubqueries() {
    RulePlan plan = plan(group("g", record("a", "max_over_time(sum(up)[1h:1m])")));

    assertThat(plan.groups().getFirst().scope()).isEqualTo(Scope.GATHER);
    assertThat(plan.partials()).isEmpty();
  }

  @Test
  void plan_leavesToTheMergerWhatReadsMergedResults() {
    RulePlan plan =
        plan(group("g", record("total", "sum(up)"), record("twice", "sum(total) + sum(up)")));

    assertThat(plan.groups().getFirst().scope()).isEqualTo(Scope.PARTIAL);
    assertThat(plan.partials()).hasSize(1);
    assertThat(plan.groups().getFirst().rules().get(1).expr()).contains("total");
  }

  @Test
  void plan_mergesWhatLooksAtMergedResults() {
    RulePlan plan =
        plan(
            group("first", alert("Third", "ALERTS{alertname=\"Second\"}")),
            group("second", alert("Second", "total > 5")),
            group("third", record("total", "sum(up)")),
            group("fourth", alert("Other", "ALERTS{alertname=\"Unrelated\"}")));

    assertThat(plan.groups())
        .extracting(ScopedGroup::scope)
        .containsExactly(Scope.GATHER, Scope.PARTIAL, Scope.PARTIAL, Scope.LOCAL);
    assertThat(plan.groups().get(1).reason()).contains("rules.yml/third");
  }

  @Test
  void plan_takesSelectorWithoutNameToLookAtEverything() {
    assertThat(
            scopes(
                group("a", record("x", "sum(up)")),
                group("b", record("y", "count by (cluster) ({job=\"node\"})"))))
        .containsExactly(Scope.PARTIAL, Scope.GATHER);
  }

  @Test
  void plan_mergesGroupsWithLimit() {
    RuleGroup limited =
        new RuleGroup(
            "rules.yml",
            "limited",
            Duration.ofSeconds(15),
            Duration.ZERO,
            4,
            Map.of(),
            List.of(alert("Busy", "node_load1 > 2")),
            false,
            Map.of());

    ScopedGroup group = plan(limited).groups().getFirst();

    assertThat(group.scope()).isEqualTo(Scope.PARTIAL);
    assertThat(group.reason())
        .isEqualTo("its limit of 4 counts the results of all clusters together");
  }

  @Test
  void plan_mergesRulesThatSetTheCluster() {
    RecordingRule rule = new RecordingRule("a", "up", Map.of("cluster", "all"), 1);

    assertThat(scopes(group("g", rule))).containsExactly(Scope.GATHER);
  }

  @Test
  void plan_gathersAlertsWhoseTemplatesMakeQueries() {
    AlertingRule rule =
        new AlertingRule(
            "A",
            "up == 0",
            Duration.ZERO,
            Duration.ZERO,
            Map.of(),
            Map.of("summary", "{{ with query \"sum(up)\" }}{{ . | first | value }}{{ end }}"),
            1);

    assertThat(scopes(group("g", rule))).containsExactly(Scope.GATHER);
  }

  @Test
  void plan_ofShardedClustersKeepsLocalWhatNeedsOneSeries() {
    ScopePlanner sharded = new ScopePlanner(parser, "cluster", 4, Set.of("large"));
    RulePlan plan =
        sharded.plan(
            new RuleSet(
                List.of(
                    group("a", alert("Down", "up == 0")),
                    group("b", record("c", "sum by (cluster) (rate(x[5m]))")),
                    group("c", record("d", "sum by (cluster) (x{cluster=\"small\"})")))));

    assertThat(plan.groups())
        .extracting(ScopedGroup::scope)
        .containsExactly(Scope.LOCAL, Scope.PARTIAL, Scope.LOCAL);
    assertThat(plan.local()).hasSize(2);
    assertThat(plan.merged()).hasSize(1);
  }

  @Test
  void plan_needsNoProofForOnePartition() {
    RulePlan plan =
        new ScopePlanner(parser, "cluster", 1, Set.of())
            .plan(new RuleSet(List.of(group("g", record("a", "sum(up)")))));

    assertThat(plan.local()).hasSize(1);
  }

  private List<Scope> scopes(RuleGroup... groups) {
    return plan(groups).groups().stream().map(ScopedGroup::scope).toList();
  }

  private RulePlan plan(RuleGroup... groups) {
    return planner.plan(new RuleSet(List.of(groups)));
  }
}
