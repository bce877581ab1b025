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
import org.junit.jupiter.api.Test;

class ScopePlannerTest {
  private final Parser parser = new Parser(ParserOptions.stable());
  private final ScopePlanner planner = new ScopePlanner(parser, "cluster", 4, false);

  @Test
  void plan_keepsGroupsThatNeverMixClustersLocal() {
    assertThat(scopes(group("g", record("a", "sum by (cluster) (up)"), alert("B", "up == 0"))))
        .containsExactly(Scope.LOCAL);
  }

  @Test
  void plan_gathersWholeGroupWhereOneRuleMixes() {
    RulePlan plan = plan(group("g", record("a", "sum by (cluster) (up)"), record("b", "sum(up)")));

    assertThat(plan.groups().getFirst().scope()).isEqualTo(Scope.GATHER);
    assertThat(plan.groups().getFirst().reason()).startsWith("b: sum puts series");
  }

  @Test
  void plan_gathersWhatLooksAtGatheredResults() {
    RulePlan plan =
        plan(
            group("first", alert("Third", "ALERTS{alertname=\"Second\"}")),
            group("second", alert("Second", "total > 5")),
            group("third", record("total", "sum(up)")),
            group("fourth", alert("Other", "ALERTS{alertname=\"Unrelated\"}")));

    assertThat(plan.groups())
        .extracting(ScopedGroup::scope)
        .containsExactly(Scope.GATHER, Scope.GATHER, Scope.GATHER, Scope.LOCAL);
    assertThat(plan.groups().get(1).reason()).contains("rules.yml/third");
  }

  @Test
  void plan_takesSelectorWithoutNameToLookAtEverything() {
    assertThat(
            scopes(
                group("a", record("x", "sum(up)")),
                group("b", record("y", "count by (cluster) ({job=\"node\"})"))))
        .containsExactly(Scope.GATHER, Scope.GATHER);
  }

  @Test
  void plan_gathersRulesThatSetTheCluster() {
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
  void plan_gathersAllWhereClustersAreSharded() {
    RulePlan plan =
        new ScopePlanner(parser, "cluster", 4, true)
            .plan(new RuleSet(List.of(group("g", record("a", "up")))));

    assertThat(plan.of(Scope.GATHER)).hasSize(1);
    assertThat(plan.of(Scope.LOCAL)).isEmpty();
  }

  @Test
  void plan_needsNoProofForOnePartition() {
    RulePlan plan =
        new ScopePlanner(parser, "cluster", 1, false)
            .plan(new RuleSet(List.of(group("g", record("a", "sum(up)")))));

    assertThat(plan.of(Scope.LOCAL)).hasSize(1);
  }

  private List<Scope> scopes(RuleGroup... groups) {
    return plan(groups).groups().stream().map(ScopedGroup::scope).toList();
  }

  private RulePlan plan(RuleGroup... groups) {
    return planner.plan(new RuleSet(List.of(groups)));
  }
}
