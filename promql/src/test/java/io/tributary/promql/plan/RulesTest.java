package io.tributary.promql.plan;

import static io.tributary.promql.plan.PlanTexts.lowered;
import static io.tributary.promql.plan.PlanTexts.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTest {
  private static String after(Rule rule, String query) {
    return text(rule.apply(lowered(query)));
  }

  @Test
  void foldConstants_computesNumbers() {
    assertThat(after(new FoldConstants(), "60 * (2 + 3)")).isEqualTo("300.0");
    assertThat(after(new FoldConstants(), "-1 ^ 2")).isEqualTo("-1.0");
    assertThat(after(new FoldConstants(), "x * (2 + 3)")).isEqualTo("({__name__=\"x\"}*5.0)");
    assertThat(after(new FoldConstants(), "1 > bool 2")).isEqualTo("0.0");
  }

  @Test
  void foldConstants_doesNotFire_whereATimeIsInvolved() {
    assertThat(after(new FoldConstants(), "time() + 1")).isEqualTo("(STEP+1.0)");
  }

  @Test
  void normalizeMatchers_sortsAndKeepsEachOnce() {
    assertThat(after(new NormalizeMatchers(), "{job=\"a\",__name__=\"up\",job=\"a\",a!=\"b\"}"))
        .isEqualTo("{__name__=\"up\", a!=\"b\", job=\"a\"}");
  }

  @Test
  void normalizeMatchers_doesNotFire_belowAbsent() {
    assertThat(after(new NormalizeMatchers(), "absent({job=\"a\",__name__=\"up\",job=\"a\"})"))
        .isEqualTo("absent[{job=\"a\", __name__=\"up\", job=\"a\"}]");
  }

  @Test
  void hoistConstants_wrapsTheWholeOfWhatHasAFixedTime() {
    assertThat(after(new HoistConstants(), "sum(rate(x[5m] @ 100))"))
        .isEqualTo("constant(sum(rate({__name__=\"x\"}[300000])))");
    assertThat(after(new HoistConstants(), "x / sum(x @ start())"))
        .isEqualTo("({__name__=\"x\"}/constant(sum({__name__=\"x\"})))");
    assertThat(after(new HoistConstants(), "sum_over_time((x @ 5)[1m:])"))
        .isEqualTo("sum_over_time(constant({__name__=\"x\"})[60000:0])");
  }

  @Test
  void hoistConstants_doesNotFire_whereTheStepMatters() {
    assertThat(after(new HoistConstants(), "sum(x)")).isEqualTo("sum({__name__=\"x\"})");
    assertThat(after(new HoistConstants(), "predict_linear(x[5m] @ 100, 60)"))
        .isEqualTo("predict_linear({__name__=\"x\"}[300000])");
    assertThat(after(new HoistConstants(), "timestamp(x @ 100)")).isEqualTo("{__name__=\"x\"}");
  }

  @Test
  void shareCommon_sharesAggregations() {
    assertThat(after(new ShareCommon(), "sum(x) / (sum(x) + 1)"))
        .isEqualTo("(shared0(sum({__name__=\"x\"}))/(shared0(sum({__name__=\"x\"}))+1.0))");
  }

  @Test
  void shareCommon_doesNotFire_onWholeVectors_norOnDifferentGroups() {
    assertThat(after(new ShareCommon(), "x / x")).isEqualTo("({__name__=\"x\"}/{__name__=\"x\"})");
    assertThat(after(new ShareCommon(), "sum by (a) (x) / sum by (b) (x)"))
        .isEqualTo("(sum({__name__=\"x\"})/sum({__name__=\"x\"}))");
  }
}
