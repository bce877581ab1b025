package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that are added, or whose windows grow, while their task is running. */
class RuleChangeTest {
  private static final String BEFORE =
      """
      groups:
      - name: g
        interval: 15s
        rules:
        - record: up:sum
          expr: sum by (cluster) (up)
        - record: last
          expr: max by (cluster) (max_over_time(up[30s]))
      """;

  private static final String AFTER =
      BEFORE
          + """
            - record: requests:max
              expr: max by (cluster) (max_over_time(requests[5m]))
          """;

  private static final Labels UP = series("up", "eu", "a");
  private static final Labels REQUESTS = series("requests", "eu", "a");

  @Test
  void addedRule_isRightFromItsFirstResultOn() {
    try (RuleDriver driver = running()) {
      driver.use(AFTER);
      driver.tick(240);
      driver.tick(255);

      assertThat(driver.recorded()).contains("requests:max{cluster=\"eu\"} 7.0 @255");
      assertThat(driver.log().openings()).isEqualTo(1);
    }
  }

  @Test
  void addedRule_isGivenWhatWasRecordedAsItWasCorrected() {
    Labels sum = Labels.of("__name__", "x:sum", "cluster", "eu");
    try (RuleDriver driver = running()) {
      driver.log().recorded(TestLog.sample(sum, 110_000, 9), false);
      driver.log().recorded(TestLog.sample(sum, 125_000, 3), false);
      driver.log().recorded(TestLog.sample(sum, 110_000, 2), true);
      driver.use(
          BEFORE
              + """
                - record: x:max
                  expr: max by (cluster) (max_over_time(x:sum[5m]))
              """);
      driver.tick(240);
      driver.tick(255);

      assertThat(driver.recorded()).contains("x:max{cluster=\"eu\"} 3.0 @255");
    }
  }

  @Test
  void addedRule_waitsForItsWindowsAndOthersGoOn() {
    try (RuleDriver driver = running()) {
      driver.log().hold();
      driver.use(AFTER);
      driver.tick(240);
      driver.tick(255);
      assertThat(driver.recorded())
          .contains("up:sum{cluster=\"eu\"} 1.0 @240", "up:sum{cluster=\"eu\"} 1.0 @255")
          .noneMatch(line -> line.startsWith("requests:max"));
      assertThat(waiting(driver)).containsExactly(false, false, true);
      driver.sample(REQUESTS, 256, 3);
      driver.log().release();
      driver.tick(270);
      driver.tick(285);

      assertThat(driver.recorded())
          .contains("requests:max{cluster=\"eu\"} 7.0 @285")
          .noneMatch(line -> line.startsWith("requests:max") && line.endsWith("@255"));
      assertThat(waiting(driver)).containsExactly(false, false, false);
    }
  }

  @Test
  void addedRule_waitsThroughARestart() {
    try (RuleDriver driver = running()) {
      driver.log().hold();
      driver.use(AFTER);
      driver.tick(240);
      driver.restart();
      driver.tick(255);
      assertThat(driver.recorded()).noneMatch(line -> line.startsWith("requests:max"));
      driver.log().release();
      driver.tick(256);
      driver.tick(270);

      assertThat(driver.recorded()).contains("requests:max{cluster=\"eu\"} 7.0 @270");
    }
  }

  @Test
  void warmedRule_needsTheLogNoMoreAfterARestart() {
    try (RuleDriver driver = running()) {
      driver.use(AFTER);
      driver.tick(240);
      driver.tick(255);
      driver.restart();
      driver.tick(270);

      assertThat(driver.recorded()).contains("requests:max{cluster=\"eu\"} 7.0 @270");
      assertThat(driver.log().openings()).isEqualTo(1);
    }
  }

  @Test
  void grownWindow_keepsTheTextBeforeInForceUntilItIsFilled() {
    String rules =
        """
        groups:
        - name: g
          interval: 15s
          rules:
          - record: most
            expr: max by (cluster) (max_over_time(load[30s]))
        """;
    Labels load = series("load", "eu", "a");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(load, 101, 9);
      for (long second = 105; second <= 225; second += 15) {
        driver.sample(load, second - 2, 1);
        driver.tick(second);
      }
      driver.recorded();
      driver.log().hold();
      driver.use(rules.replace("[30s]", "[1h]"));
      driver.tick(240);
      assertThat(driver.recorded()).containsExactly("most{cluster=\"eu\"} 1.0 @240");
      driver.log().release();
      driver.tick(241);
      driver.tick(255);
      assertThat(driver.recorded()).containsExactly("most{cluster=\"eu\"} 9.0 @255");
      driver.restart();
      driver.tick(270);

      assertThat(driver.recorded()).containsExactly("most{cluster=\"eu\"} 9.0 @270");
    }
  }

  @Test
  void changedRule_keepsTheTextBeforeInForceThroughARestart() {
    String rules =
        """
        groups:
        - name: g
          interval: 15s
          rules:
          - record: most
            expr: max by (cluster) (max_over_time(load[30s]))
          - alert: High
            expr: max by (cluster) (max_over_time(load[30s])) > 0
            annotations: {text: before}
        """;
    Labels load = series("load", "eu", "a");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(load, 101, 9);
      for (long second = 105; second <= 225; second += 15) {
        driver.sample(load, second - 2, 1);
        driver.tick(second);
      }
      driver.recorded();
      driver.alerts();
      driver.log().hold();
      driver.use(rules.replace("[30s]", "[1h]").replace("before", "after"));
      driver.tick(240);
      for (long second = 255; second <= 285; second += 15) {
        driver.restart();
        driver.sample(load, second - 2, 2);
        driver.tick(second);
        assertThat(driver.recorded())
            .filteredOn(line -> line.startsWith("most") && !line.endsWith("@240"))
            .containsExactly("most{cluster=\"eu\"} 2.0 @" + second);
      }
      assertThat(driver.alerts()).noneMatch(line -> line.contains("after"));
      driver.log().release();
      driver.tick(286);
      driver.tick(300);
      assertThat(driver.recorded()).contains("most{cluster=\"eu\"} 9.0 @300");
      assertThat(driver.alerts()).anyMatch(line -> line.endsWith("{text=after}"));
      driver.restart();
      driver.tick(315);

      assertThat(driver.recorded()).contains("most{cluster=\"eu\"} 9.0 @315");
    }
  }

  @Test
  void shrunkWindow_needsNothing() {
    try (RuleDriver driver = running()) {
      driver.use(BEFORE.replace("[30s]", "[20s]"));
      driver.tick(240);
      driver.tick(255);

      assertThat(driver.log().openings()).isZero();
      assertThat(waiting(driver)).containsOnly(false);
    }
  }

  @Test
  void renamedRule_endsWhatItYielded() {
    try (RuleDriver driver = running()) {
      driver.use(BEFORE.replace("up:sum", "up:total"));
      driver.tick(240);

      assertThat(driver.recorded())
          .contains("up:sum{cluster=\"eu\"} stale @240", "up:total{cluster=\"eu\"} 1.0 @240");
    }
  }

  @Test
  void ruleThatMovesToAnotherGroup_endsNothingThatGoesOn() {
    try (RuleDriver driver = running()) {
      driver.use(BEFORE.replace("name: g", "name: h"));
      driver.tick(240);
      driver.tick(255);

      assertThat(driver.recorded())
          .contains("up:sum{cluster=\"eu\"} 1.0 @240", "up:sum{cluster=\"eu\"} 1.0 @255")
          .doesNotContain("up:sum{cluster=\"eu\"} stale @240");
    }
  }

  @Test
  void lastRuleThatGoes_endsWhatItYielded() {
    try (RuleDriver driver = running()) {
      driver.use("groups: []");
      driver.tick(240);

      assertThat(driver.recorded()).contains("up:sum{cluster=\"eu\"} stale @240");
      assertThat(driver.states().all().values()).containsExactly(List.of());
    }
  }

  @Test
  void stateOfAnotherFormat_isRebuiltFromTheLogAndTheTopicOfAlerts() throws Exception {
    String rules =
        BEFORE
            + """
              - alert: Down
                expr: up == 0
                for: 1m
            """;
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(UP, 101, 0);
      driver.tick(105);
      for (var forward : driver.takeAll()) {
        if (forward.childName().orElseThrow().equals(RecordSinks.OF_PARTITION.alerts())) {
          String key = new String(forward.record().key(), UTF_8);
          if (!key.startsWith("~")) {
            driver.log().alert(key, AlertRecord.parseFrom(forward.record().value()));
          }
        }
      }
      driver.store().put(StateKeys.of(StateKeys.FORMAT), new byte[] {99});
      driver.restart();
      driver.tick(118);
      driver.tick(119);
      driver.tick(120);
      driver.tick(165);

      assertThat(driver.recorded()).contains("last{cluster=\"eu\"} 0.0 @120");
      assertThat(driver.transitions()).containsExactly("Down a PENDING->FIRING @165");
    }
  }

  @Test
  void seriesThatCeasedWhileWindowsAreRebuilt_endsWithAMarker() {
    try (RuleDriver driver = new RuleDriver(BEFORE)) {
      driver.tick(100);
      driver.sample(UP, 101, 1);
      driver.sample(series("up", "us", "a"), 101, 1);
      driver.tick(105);
      driver.recorded();
      byte[] forms = StatePart.forms();
      forms[1]++; // that of windows
      driver.store().put(StateKeys.of(StateKeys.FORMAT), forms);
      driver.restart();
      driver.sample(series("up", "us", "a"), 110, StalenessMarker.VALUE);
      driver.tick(119);
      driver.tick(120);
      driver.tick(135);

      assertThat(driver.recorded())
          .contains(
              "up:sum{cluster=\"eu\"} 1.0 @120",
              "up:sum{cluster=\"us\"} stale @120",
              "up:sum{cluster=\"eu\"} 1.0 @135");
      assertThat(driver.log().openings()).isEqualTo(1);
    }
  }

  @Test
  void ruleChangedWhileTheTaskIsStopped_keepsTheTextBeforeInForce() {
    try (RuleDriver driver = running()) {
      driver.log().hold();
      driver.use(BEFORE.replace("up[30s]", "up[10m]"));
      driver.restart();
      driver.tick(240);
      assertThat(driver.recorded()).contains("last{cluster=\"eu\"} 1.0 @240");
      assertThat(waiting(driver)).containsExactly(false, true);
      driver.log().release();
      driver.tick(241);
      driver.tick(255);

      assertThat(driver.recorded()).contains("last{cluster=\"eu\"} 1.0 @255");
      assertThat(waiting(driver)).containsExactly(false, false);
    }
  }

  /** A task at second 225 that has passed over 7 requests at second 101. */
  private static RuleDriver running() {
    RuleDriver driver = new RuleDriver(BEFORE);
    driver.tick(100);
    driver.sample(REQUESTS, 101, 7);
    for (long second = 105; second <= 225; second += 15) {
      driver.sample(UP, second - 2, 1);
      driver.tick(second);
    }
    driver.recorded();
    return driver;
  }

  private static List<Boolean> waiting(RuleDriver driver) {
    return driver.states().all().values().iterator().next().getFirst().rules().stream()
        .map(rule -> rule.waiting())
        .toList();
  }
}
