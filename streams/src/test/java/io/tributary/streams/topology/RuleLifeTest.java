package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.eval.GroupStatus;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.junit.jupiter.api.Test;

class RuleLifeTest {
  private static final String RULES =
      """
      groups:
      - name: g
        interval: 15s
        rules:
        - record: cluster:up:sum
          expr: sum by (cluster) (up)
          labels: {kind: total}
        - record: cluster:up:double
          expr: cluster:up:sum * 2
        - alert: Down
          expr: up == 0
          for: 30s
          labels: {severity: critical}
          annotations:
            summary: '{{ $labels.instance }} is {{ $value }}'
      """;

  private static final Labels A = series("up", "eu", "a");
  private static final Labels B = series("up", "eu", "b");

  @Test
  void recordingRule_yieldsAtEveryInstantInGroupOrder() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.sample(B, 102, 1);
      driver.tick(104);
      assertThat(driver.recorded()).isEmpty();
      driver.tick(105);

      assertThat(driver.recorded())
          .containsExactly(
              "cluster:up:sum{cluster=\"eu\", kind=\"total\"} 2.0 @105",
              "cluster:up:double{cluster=\"eu\", kind=\"total\"} 4.0 @105");
      driver.tick(119);
      assertThat(driver.recorded()).isEmpty();
      driver.tick(120);
      assertThat(driver.recorded()).hasSize(2);
    }
  }

  @Test
  void recordingRule_marksVanishedSeriesStale() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(105);
      driver.recorded();
      driver.sample(A, 110, Double.longBitsToDouble(0x7ff0000000000002L));
      driver.tick(120);

      assertThat(driver.recorded())
          .containsExactly(
              "cluster:up:sum{cluster=\"eu\", kind=\"total\"} stale @120",
              "cluster:up:double{cluster=\"eu\", kind=\"total\"} stale @120");
      driver.tick(135);
      assertThat(driver.recorded()).isEmpty();
    }
  }

  @Test
  void recordingRule_marksSeriesStaleEachTimeItVanishes() {
    String rules =
        """
        groups:
        - name: g
          interval: 15s
          rules:
          - record: r
            expr: up > 5
        """;
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      for (int i = 0; i < 4; i++) {
        driver.sample(A, 101 + 15L * i, i % 2 == 0 ? 9 : 1);
        driver.tick(105 + 15L * i);
      }
      assertThat(driver.recorded())
          .extracting(line -> line.substring(line.indexOf('}') + 2))
          .containsExactly("9.0 @105", "stale @120", "9.0 @135", "stale @150");
    }
  }

  @Test
  void evaluation_looksNoFurtherThanItsInstant() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.sample(B, 106, 1);
      driver.tick(110);

      assertThat(driver.recorded()).first().asString().endsWith(" 1.0 @105");
    }
  }

  @Test
  void evaluation_leavesOutWhatCameAfterTheWatermarkButUsesItLater() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(106);
      assertThat(driver.recorded()).first().asString().endsWith(" 1.0 @105");
      driver.sample(B, 104, 5);
      driver.tick(120);

      assertThat(driver.recorded()).first().asString().endsWith(" 6.0 @120");
      assertThat(value(driver, "tributary_rule_late_samples")).isEqualTo(1);
    }
  }

  @Test
  void evaluation_takesSamplesOutOfOrder() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 104, 3);
      driver.sample(A, 102, 7);
      driver.tick(105);

      assertThat(driver.recorded()).first().asString().endsWith(" 3.0 @105");
    }
  }

  @Test
  void evaluation_catchesUpOnEveryInstant() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.sample(A, 130, 2);
      driver.tick(150);

      assertThat(driver.recorded())
          .filteredOn(line -> line.startsWith("cluster:up:sum"))
          .extracting(line -> line.substring(line.indexOf('}') + 2))
          .containsExactly("1.0 @105", "1.0 @120", "2.0 @135", "2.0 @150");
    }
  }

  @Test
  void alert_goesThroughItsLife() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(105);
      String key = "rules.yml/g/Down{cluster=\"eu\", instance=\"a\", severity=\"critical\"}";
      assertThat(driver.alerts()).containsExactly(key + " PENDING 0.0 {summary=a is 0}");
      assertThat(driver.recorded())
          .contains(
              "ALERTS{alertname=\"Down\", alertstate=\"pending\", cluster=\"eu\","
                  + " instance=\"a\", severity=\"critical\"} 1.0 @105",
              "ALERTS_FOR_STATE{alertname=\"Down\", cluster=\"eu\", instance=\"a\","
                  + " severity=\"critical\"} 105.0 @105");
      driver.tick(120);
      assertThat(driver.alerts()).isEmpty();
      driver.recorded();
      driver.tick(135);
      assertThat(driver.alerts()).containsExactly(key + " FIRING 0.0 {summary=a is 0}");
      assertThat(driver.recorded())
          .anyMatch(line -> line.contains("\"firing\"") && line.endsWith(" 1.0 @135"))
          .anyMatch(line -> line.contains("\"pending\"") && line.endsWith(" stale @135"));
      driver.sample(A, 140, 1);
      driver.tick(150);

      assertThat(driver.alerts()).containsExactly(key + " RESOLVED 0.0 {summary=a is 0}");
      assertThat(driver.transitions())
          .containsExactly(
              "Down a INACTIVE->PENDING @105",
              "Down a PENDING->FIRING @135",
              "Down a FIRING->RESOLVED @150");
      driver.tick(150 + 15 * 60);
      assertThat(driver.alerts()).isEmpty();
      driver.tick(150 + 15 * 60 + 15);
      assertThat(driver.alerts()).containsExactly(key + " forgotten");
      assertThat(driver.transitions()).isEmpty();
    }
  }

  @Test
  void progress_isWrittenEveryTenSecondsOfEventTime() {
    try (RuleDriver driver = new RuleDriver(RULES.replace("15s", "3s"))) {
      driver.tick(100);
      driver.tick(125);

      assertThat(driver.progress()).containsExactly("~progress/0_0 111", "~progress/0_0 120");
    }
  }

  @Test
  void restart_goesOnByteForByte() {
    List<String> expected = run(0);
    assertThat(expected).hasSizeGreaterThan(20);
    for (int every = 1; every < 7; every++) {
      assertThat(run(every)).isEqualTo(expected);
    }
  }

  /** Everything that leaves the task over three minutes, restarted at every so many records. */
  private static List<String> run(int restartEvery) {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      int records = 0;
      for (long second = 100; second < 280; second++) {
        if (second % 5 == 0) {
          driver.sample(A, second - 2, (double) (second / 40 % 2));
          driver.sample(B, second - (second % 3) * 9, (double) (second / 60 % 2));
        }
        driver.tick(second);
        if (restartEvery > 0 && ++records % restartEvery == 0) {
          driver.restart();
        }
      }
      return driver.takeAll().stream().map(RuleLifeTest::text).toList();
    }
  }

  private static String text(CapturedForward<? extends byte[], ? extends byte[]> forward) {
    var record = forward.record();
    byte[] value = record.value();
    return forward.childName().orElseThrow()
        + " "
        + new String(record.key(), UTF_8)
        + " "
        + record.timestamp()
        + " "
        + (value == null ? "null" : HexFormat.of().formatHex(value))
        + " "
        + record.headers();
  }

  @Test
  void removedRule_endsWhatItYielded() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(105);
      driver.recorded();
      driver.alerts();
      driver.transitions();
      driver.use(
          """
          groups:
          - name: g
            rules:
            - record: other
              expr: sum by (cluster) (up)
          """);
      driver.tick(120);

      assertThat(driver.recorded())
          .contains(
              "cluster:up:sum{cluster=\"eu\", kind=\"total\"} stale @120",
              "cluster:up:double{cluster=\"eu\", kind=\"total\"} stale @120",
              "other{cluster=\"eu\"} 0.0 @120")
          .anyMatch(line -> line.startsWith("ALERTS{") && line.endsWith("stale @120"));
      assertThat(driver.alerts()).singleElement().asString().endsWith("forgotten");
      assertThat(driver.transitions()).containsExactly("Down a PENDING->INACTIVE @120");
    }
  }

  @Test
  void changedRule_keepsItsAlerts() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 0);
      driver.tick(105);
      driver.use(RULES.replace("is {{ $value }}", "is down"));
      driver.tick(135);

      assertThat(driver.transitions())
          .containsExactly("Down a INACTIVE->PENDING @105", "Down a PENDING->FIRING @135");
      assertThat(driver.alerts()).last().asString().endsWith("{summary=a is down}");
    }
  }

  @Test
  void alert_thatDoesNotChangeIsSentAgainEveryDay() {
    long day = 86_400;
    try (RuleDriver driver = new RuleDriver(RULES.replace("15s", "1m"))) {
      driver.tick(day - 120);
      for (long second = day - 110; second < day + 120; second += 20) {
        driver.sample(A, second, 0);
        driver.tick(second);
      }

      assertThat(driver.alerts())
          .extracting(line -> line.substring(line.indexOf('}') + 2, line.indexOf(" 0.0")))
          .containsExactly("PENDING", "FIRING", "FIRING");
      assertThat(driver.transitions()).hasSize(2);
    }
  }

  @Test
  void failedRule_keepsWhatWasAndSaysWhy() {
    String rules =
        """
        groups:
        - name: g
          interval: 15s
          limit: 1
          rules:
          - record: r
            expr: sum by (instance) (up)
        """;
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(105);
      assertThat(driver.recorded()).hasSize(1);
      driver.sample(B, 110, 1);
      driver.tick(120);
      assertThat(driver.recorded()).isEmpty();
      GroupStatus.RuleStatus status =
          driver.states().all().values().iterator().next().getFirst().rules().getFirst();
      assertThat(status.lastError()).isEqualTo("exceeded limit of 1 with 2 series");
      assertThat(value(driver, "tributary_rule_evaluation_failures")).isEqualTo(1);
    }
  }

  @Test
  void queryOffset_shiftsWhatIsSeenAndWritten() {
    String rules =
        """
        groups:
        - name: g
          interval: 15s
          query_offset: 10s
          rules:
          - record: r
            expr: sum(up)
        """;
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 94, 1);
      driver.sample(A, 100, 2);
      driver.tick(105);

      assertThat(driver.recorded()).containsExactly("r 1.0 @95");
    }
  }

  @Test
  void templates_makeQueries() {
    String rules =
        """
        groups:
        - name: g
          interval: 15s
          rules:
          - alert: Down
            expr: up == 0
            annotations:
              load: >-
                {{ with printf "load1{instance='%s'}" $labels.instance | query -}}
                {{ . | first | value }}{{ end }}
        """;
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(series("load1", "eu", "a"), 101, 42);
      driver.sample(series("load1", "eu", "b"), 101, 43);
      driver.sample(A, 101, 0);
      driver.tick(105);

      assertThat(driver.alerts()).singleElement().asString().endsWith("{load=42}");
    }
  }

  @Test
  void commit_isAskedForOnlyWhenSomethingCurrentWasYielded() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.wallClock(110);
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(104);
      assertThat(driver.takeCommit()).isFalse();
      driver.tick(105);
      assertThat(driver.takeCommit()).isTrue();
      driver.wallClock(1000);
      driver.tick(120);
      assertThat(driver.takeCommit()).isFalse();
    }
  }

  @Test
  void unreadableRecord_isPassedOver() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.send(new byte[] {1, 2, 3}, 101);
      driver.sample(A, 102, 1);
      driver.tick(105);

      assertThat(driver.recorded()).hasSize(2);
      assertThat(value(driver, "tributary_rule_unreadable_records")).isEqualTo(1);
    }
  }

  private static double value(RuleDriver driver, String counter) {
    return driver.registry().scrape(counter::equals).stream()
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
        .sum();
  }
}
