package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import org.junit.jupiter.api.Test;

/**
 * What rules of alerts owe to Prometheus's contract beyond the state machine, through a whole task:
 * identity, times, errors, limits, and state through restarts and changes of the rule.
 */
class AlertContractTest {
  private static final Labels A = series("up", "eu", "a");
  private static final Labels B = series("up", "eu", "b");

  @Test
  void identity_isLabelsOfTheResultUnderTheRulesOwnWithoutTheName() {
    String rule =
        """
        labels: {severity: '{{ if gt $value 5.0 }}page{{ else }}mail{{ end }}', cluster: ''}
        """;
    try (RuleDriver driver = new RuleDriver(rules("up > 0", rule))) {
      driver.tick(100);
      driver.sample(A, 101, 9);
      driver.sample(B, 101, 1);
      driver.tick(105);
      assertThat(driver.recorded())
          .containsExactly(
              "ALERTS{alertname=\"Down\", alertstate=\"firing\", instance=\"a\","
                  + " severity=\"page\"} 1.0 @105",
              "ALERTS_FOR_STATE{alertname=\"Down\", instance=\"a\", severity=\"page\"}"
                  + " 105.0 @105",
              "ALERTS{alertname=\"Down\", alertstate=\"firing\", instance=\"b\","
                  + " severity=\"mail\"} 1.0 @105",
              "ALERTS_FOR_STATE{alertname=\"Down\", instance=\"b\", severity=\"mail\"}"
                  + " 105.0 @105");
      // Another label value is another alert: the one before is resolved.
      driver.sample(A, 110, 2);
      driver.tick(120);

      assertThat(driver.transitions())
          .containsExactly(
              "Down a INACTIVE->FIRING @105",
              "Down b INACTIVE->FIRING @105",
              "Down a INACTIVE->FIRING @120",
              "Down a FIRING->RESOLVED @120");
    }
  }

  @Test
  void queryOffset_shiftsSeriesButNotTheAlertsTimes() {
    String rules =
        rules("up == 0", "for: 15s").replace("interval: 15s", "interval: 15s\n  query_offset: 10s");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 94, 0);
      driver.tick(120);

      assertThat(driver.transitions())
          .containsExactly("Down a INACTIVE->PENDING @105", "Down a PENDING->FIRING @120");
      assertThat(driver.recorded())
          .anyMatch(line -> line.startsWith("ALERTS{") && line.endsWith("1.0 @95"))
          .anyMatch(line -> line.startsWith("ALERTS_FOR_STATE") && line.endsWith(" 105.0 @95"))
          .anyMatch(line -> line.startsWith("ALERTS_FOR_STATE") && line.endsWith(" 105.0 @110"))
          .noneMatch(line -> line.endsWith("@105") || line.endsWith("@120"));
    }
  }

  @Test
  void failure_leavesAlertsAsTheyAreAndSendsNothing() {
    // Two right sides of one match: an error while both are there.
    String rules = rules("up == 0 and on (cluster) (up / on (cluster) peer)", "for: 30s");
    Labels peer = series("peer", "eu", "x");
    Labels second = series("peer", "eu", "y");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.sample(peer, 101, 1);
      driver.tick(105);
      assertThat(driver.transitions()).containsExactly("Down a INACTIVE->PENDING @105");
      driver.recorded();
      driver.alerts();
      driver.sample(second, 106, 1);
      driver.tick(120);
      assertThat(driver.recorded()).isEmpty();
      assertThat(driver.alerts()).isEmpty();
      assertThat(driver.transitions()).isEmpty();
      driver.sample(second, 121, Double.longBitsToDouble(0x7ff0000000000002L));
      driver.tick(135);

      assertThat(driver.transitions()).containsExactly("Down a PENDING->FIRING @135");
    }
  }

  @Test
  void limit_endsAllAlertsOfTheRule() {
    String rules = rules("up == 0", "").replace("interval: 15s", "interval: 15s\n  limit: 1");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(105);
      driver.sample(B, 110, 0);
      driver.tick(120);

      assertThat(driver.transitions())
          .containsExactly("Down a INACTIVE->FIRING @105", "Down a FIRING->INACTIVE @120");
      assertThat(error(driver)).isEqualTo("exceeded limit of 1 with 2 alerts");
    }
  }

  @Test
  void alertsOfOneIdentity_areAnErrorThatChangesNothing() {
    try (RuleDriver driver = new RuleDriver(rules("up == 0", "labels: {instance: same}"))) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(105);
      driver.sample(B, 110, 0);
      driver.tick(120);

      assertThat(driver.transitions()).containsExactly("Down same INACTIVE->FIRING @105");
      assertThat(error(driver)).startsWith("two results have the same labels");
    }
  }

  @Test
  void keepFiringFor_goesOnThroughARestart() {
    try (RuleDriver driver = new RuleDriver(rules("up == 0", "keep_firing_for: 30s"))) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(105);
      driver.sample(A, 110, 1);
      driver.tick(120);
      driver.restart();
      driver.tick(135);
      assertThat(driver.transitions()).containsExactly("Down a INACTIVE->FIRING @105");
      driver.restart();
      driver.tick(150);

      assertThat(driver.transitions()).containsExactly("Down a FIRING->RESOLVED @150");
    }
  }

  @Test
  void resolvedAlert_staysForFifteenMinutesAlsoThroughARestart() {
    try (RuleDriver driver = new RuleDriver(rules("up == 0", ""))) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(105);
      driver.sample(A, 110, 1);
      driver.tick(120);
      driver.restart();
      driver.alerts();
      driver.tick(120 + 900);
      assertThat(driver.alerts()).isEmpty();
      driver.tick(120 + 915);

      assertThat(driver.alerts()).singleElement().asString().endsWith("forgotten");
    }
  }

  @Test
  void lengthenedFor_sendsAFiringAlertBackToPending() {
    String rules = rules("up == 0", "for: 15s");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(120);
      driver.use(rules.replace("for: 15s", "for: 1m"));
      driver.tick(135);
      driver.tick(165);

      assertThat(driver.transitions())
          .containsExactly(
              "Down a INACTIVE->PENDING @105",
              "Down a PENDING->FIRING @120",
              "Down a FIRING->PENDING @135",
              "Down a PENDING->FIRING @165");
    }
  }

  @Test
  void endedAlert_endsItsSeriesWithMarkers() {
    try (RuleDriver driver = new RuleDriver(rules("up == 0", "for: 15s"))) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(120);
      assertThat(driver.recorded())
          .filteredOn(line -> line.endsWith("stale @120"))
          .singleElement()
          .asString()
          .contains("alertstate=\"pending\"");
      driver.sample(A, 130, 1);
      driver.tick(135);

      assertThat(driver.recorded()).hasSize(2).allMatch(line -> line.endsWith("stale @135"));
    }
  }

  private static String error(RuleDriver driver) {
    return String.valueOf(
        driver.states().all().values().iterator().next().getFirst().rules().getFirst().lastError());
  }

  private static String rules(String expr, String more) {
    return """
    groups:
    - name: g
      interval: 15s
      rules:
      - alert: Down
        expr: %s
    """
            .formatted(expr)
        + (more.isBlank() ? "" : "    " + more.strip() + "\n");
  }
}
