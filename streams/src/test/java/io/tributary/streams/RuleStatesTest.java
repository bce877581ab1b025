package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.streams.alert.Alert;
import io.tributary.streams.alert.AlertPhase;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.eval.GroupStatus.RuleStatus;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RuleGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleStatesTest {
  private static final AlertingRule RULE =
      new AlertingRule("Down", "up == 0", Duration.ZERO, Duration.ZERO, Map.of(), Map.of(), 1);

  @Test
  void groups_joinsTheAlertsOfAllTasks() {
    RuleStates states =
        new RuleStates(
            Map.of(
                "0_1", List.of(status("g", 30, null, "b")),
                "0_0", List.of(status("g", 20, "failed", "a")),
                "1_0", List.of(status("e", 10, null, "c"))));

    assertThat(states.groups()).hasSize(2);
    assertThat(states.groups().getFirst().group().name()).isEqualTo("e");
    RuleStatus joined = states.groups().getLast().rules().getFirst();
    assertThat(joined.lastError()).isEqualTo("failed");
    assertThat(joined.lastEvaluationMs()).isEqualTo(30);
    assertThat(joined.alerts())
        .extracting(alert -> alert.labels().get("instance"))
        .containsExactly("a", "b");
  }

  private static GroupStatus status(
      String group, long lastMs, @Nullable String error, String instance) {
    Alert alert =
        new Alert(
            Labels.of("alertname", "Down", "instance", instance),
            Map.of(),
            AlertPhase.FIRING,
            0,
            1,
            1,
            0,
            0);
    return new GroupStatus(
        new RuleGroup(
            "f",
            group,
            Duration.ofSeconds(1),
            Duration.ZERO,
            0,
            Map.of(),
            List.of(RULE),
            false,
            Map.of()),
        List.of(new RuleStatus(RULE, error, lastMs, List.of(alert), false)),
        0);
  }
}
