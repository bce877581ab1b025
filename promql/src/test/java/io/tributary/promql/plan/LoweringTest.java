package io.tributary.promql.plan;

import static io.tributary.promql.plan.PlanTexts.planned;
import static io.tributary.promql.plan.PlanTexts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoweringTest {
  @Test
  void durations_areWorkedOutOfTheQuerysStepAndRange() {
    assertThat(text(planned("rate(x[step() * 4])", 15_000, 3_600_000)))
        .isEqualTo("rate({__name__=\"x\"}[60000])");
    assertThat(text(planned("max_over_time(x[max_of(range() / 2, 1m)])", 15_000, 3_600_000)))
        .isEqualTo("max_over_time({__name__=\"x\"}[1800000])");
    assertThat(text(planned("step() + range()", 15_000, 60_000))).isEqualTo("75.0");
  }

  @Test
  void durations_thatAreNoneEndTheQuery() {
    assertThatThrownBy(() -> planned("rate(x[5m - 5m])", 0, 0))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("duration must be greater than 0");
    assertThatThrownBy(() -> planned("rate(x[5m / (1 - 1)])", 0, 0))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("division by zero");
    assertThatThrownBy(() -> planned("x offset (5m % (1m - 1m))", 0, 0))
        .hasMessageContaining("modulo by zero");
    assertThatThrownBy(() -> planned("rate(x[2 ^ 200])", 0, 0))
        .hasMessageContaining("out of range");
  }

  @Test
  void timestamp_ofASelector_isThatOfItsSamples() {
    assertThat(planned("timestamp(x)", 0, 0))
        .isInstanceOfSatisfying(
            Plan.Select.class, s -> assertThat(s.field()).isEqualTo(Plan.Select.Field.TIMESTAMP));
    assertThat(text(planned("timestamp(timestamp(x))", 0, 0)))
        .isEqualTo("timestamp[{__name__=\"x\"}]");
  }

  @Test
  void extendedEdges_areForSomeFunctionsOnly() {
    assertThatThrownBy(() -> planned("max_over_time(x[5m] anchored)", 0, 0))
        .hasMessage(
            "anchored modifier can only be used with: changes, delta, increase, rate, resets - not"
                + " with max_over_time");
  }
}
