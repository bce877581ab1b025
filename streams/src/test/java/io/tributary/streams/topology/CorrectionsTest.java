package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Samples that come after the instants at which they would have counted. */
class CorrectionsTest {
  private static final String PLAIN =
      """
      groups:
      - name: g
        interval: 15s
        rules:
        - record: cluster:up:sum
          expr: sum by (cluster) (up)
        - record: cluster:up:double
          expr: cluster:up:sum * 2
        - alert: Down
          expr: up == 0
      """;

  private static final String RULES =
      PLAIN.replace("interval: 15s", "interval: 15s\n  corrections: true");

  private static final Labels A = series("up", "eu", "a");
  private static final Labels B = series("up", "eu", "b");

  @Test
  void lateSample_isCountedOncePerEvaluationThatWouldHaveSeenIt() {
    try (RuleDriver driver = new RuleDriver(PLAIN)) {
      driver.tick(100);
      for (long second = 105; second <= 165; second += 15) {
        driver.sample(A, second - 1, 1);
        driver.tick(second);
      }
      driver.sample(B, 130, 5);
      driver.sample(series("up", "eu", "c"), 131, 5);
      driver.sample(series("other", "eu", "c"), 131, 5);

      assertThat(late(driver, "cluster:up:sum")).isEqualTo(3);
      assertThat(late(driver, "cluster:up:double")).isZero();
      assertThat(late(driver, "Down")).isEqualTo(3);
      driver.tick(180);
      driver.sample(B, 177, 5);
      assertThat(late(driver, "Down")).isEqualTo(4);
      assertThat(driver.corrections()).isEmpty();
    }
  }

  @Test
  void lateSample_ofAnOffsetOrAQueryOffsetIsInTime() {
    String rules =
        """
        groups:
        - name: g
          interval: 15s
          rules:
          - record: before
            expr: sum(up offset 1m)
        - name: behind
          interval: 15s
          query_offset: 30s
          rules:
          - record: behind
            expr: sum(up)
        """;
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(120);
      driver.sample(B, 101, 1);
      assertThat(late(driver, "before")).isZero();
      assertThat(late(driver, "behind")).isZero();

      driver.tick(165);
      driver.sample(B, 102, 1);
      assertThat(late(driver, "before")).isEqualTo(1);
      assertThat(late(driver, "behind")).isEqualTo(3);
    }
  }

  @Test
  void lateSample_isCorrectedAtItsTimestampsAndInRulesAfterIt() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(105);
      driver.tick(120);
      driver.recorded();
      driver.sample(B, 104, 5);
      driver.tick(121);
      assertThat(driver.recorded()).isEmpty();
      driver.tick(135);

      assertThat(driver.corrections())
          .containsExactly(
              "cluster:up:sum{cluster=\"eu\"} 6.0 @105",
              "cluster:up:double{cluster=\"eu\"} 12.0 @105",
              "cluster:up:sum{cluster=\"eu\"} 6.0 @120",
              "cluster:up:double{cluster=\"eu\"} 12.0 @120");
      assertThat(driver.transitions()).isEmpty();
      driver.tick(150);
      assertThat(driver.corrections()).isEmpty();
    }
  }

  @Test
  void lateSample_thatChangesNoResultIsPublishedByNobody() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 103, 1);
      driver.tick(105);
      driver.sample(A, 102, 9);
      driver.tick(120);

      assertThat(driver.corrections()).isEmpty();
      assertThat(late(driver, "cluster:up:sum")).isEqualTo(1);
    }
  }

  @Test
  void result_thatWouldNotHaveBeenIsEnded() {
    String rules = filter("up > 5");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 9);
      driver.tick(105);
      driver.tick(120);
      driver.sample(A, 110, 1);
      driver.tick(135);

      assertThat(driver.recorded())
          .extracting(line -> line.substring(line.indexOf('}') + 2))
          .containsExactly("9.0 @105", "9.0 @120", "stale @135", "stale @120");
    }
  }

  @Test
  void result_thatWouldHaveBeenForAWhileEndsWithAMarker() {
    String rules = filter("max_over_time(up[15s]) > 5");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(150);
      driver.recorded();
      driver.sample(A, 112, 9);
      driver.tick(165);

      assertThat(driver.corrections())
          .extracting(line -> line.substring(line.indexOf('}') + 2))
          .containsExactly("9.0 @120", "stale @135");
    }
  }

  @Test
  void correction_reachesWindowsOverWhatWasRecorded() {
    String rules =
        RULES
            + """
            - name: long
              interval: 15s
              rules:
              - record: most
                expr: max_over_time(cluster:up:sum[1h])
            """;
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(105);
      driver.sample(B, 104, 5);
      driver.sample(B, 106, 0);
      driver.tick(120);
      driver.recorded();
      driver.restart();
      driver.tick(135);

      assertThat(driver.recorded()).contains("most{cluster=\"eu\"} 6.0 @135");
      assertThat(late(driver, "most")).isZero();
    }
  }

  @Test
  void correction_goesBackNoFurtherThanItsBound() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      for (long second = 105; second <= 465; second += 15) {
        driver.sample(A, second - 1, 1);
        driver.tick(second);
      }
      driver.sample(B, 110, 1);
      driver.tick(480);

      assertThat(driver.corrections()).first().asString().endsWith("sum{cluster=\"eu\"} 2.0 @180");
      assertThat(value(driver, "tributary_rule_uncorrected_evaluations", "rules.yml/g"))
          .isEqualTo(4);
    }
  }

  @Test
  void ruleThatLooksAtItself_isCorrectedByWhatItSawThen() {
    String rules = filter("sum by (cluster) (up) + (r or sum by (cluster) (up) * 0)");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(105);
      driver.tick(120);
      assertThat(values(driver.recorded())).containsExactly("1.0 @105", "2.0 @120");
      driver.sample(B, 104, 5);
      driver.tick(135);
      assertThat(values(driver.recorded()))
          .containsExactly("8.0 @135", "6.0 @105", "12.0 @120", "18.0 @135");
      driver.tick(150);
      driver.tick(165);
      driver.tick(180);

      assertThat(values(driver.recorded())).containsExactly("24.0 @150", "30.0 @165", "36.0 @180");
    }
  }

  @Test
  void ruleThatLooksAtALaterOne_isCorrectedByWhatItSawThen() {
    String rules =
        """
        groups:
        - name: g
          interval: 15s
          corrections: true
          rules:
          - record: first
            expr: sum by (cluster) (up) + (later or sum by (cluster) (up) * 0)
        - name: h
          interval: 15s
          rules:
          - record: later
            expr: max by (cluster) (up)
        """;
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(105);
      driver.tick(120);
      driver.sample(B, 104, 5);
      driver.tick(135);

      assertThat(values(driver.corrections())).containsExactly("6.0 @105", "7.0 @120");
    }
  }

  @Test
  void alert_thatWouldHaveBeenOtherwiseIsCountedAndLeft() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(105);
      driver.tick(120);
      driver.sample(B, 104, 7);
      driver.sample(A, 109, 0);
      driver.sample(A, 112, 1);
      driver.tick(135);
      assertThat(changed(driver)).isZero();
      driver.sample(A, 119, 0);
      driver.sample(A, 121, 1);
      driver.tick(150);
      driver.tick(165);

      assertThat(changed(driver)).isEqualTo(1);
      assertThat(driver.transitions()).isEmpty();
    }
  }

  private static double changed(RuleDriver driver) {
    return value(driver, "tributary_rule_changed_alert_evaluations", "Down");
  }

  @Test
  void histogram_isCorrected() {
    String rules =
        filter("sum by (cluster) (latency)")
            + """
              - record: count
                expr: histogram_count(r)
              - record: most
                expr: max_over_time(count[2m])
            """;
    Labels a = series("latency", "eu", "a");
    Labels b = series("latency", "eu", "b");
    try (RuleDriver driver = new RuleDriver(rules)) {
      driver.tick(100);
      driver.send(TestLog.histogram(a, 101_000, 2), 101);
      driver.tick(105);
      driver.send(TestLog.staleHistogram(a, 110_000), 110);
      driver.tick(120);
      driver.recorded();
      driver.send(TestLog.histogram(b, 103_000, 5), 121);
      driver.tick(135);
      driver.restart();
      assertThat(counts(driver.corrections()))
          .containsExactly(
              "r{cluster=\"eu\"} count:7 @105",
              "count{cluster=\"eu\"} 7.0 @105",
              "most{cluster=\"eu\"} 7.0 @105",
              "r{cluster=\"eu\"} count:5 @120",
              "count{cluster=\"eu\"} 5.0 @120",
              "most{cluster=\"eu\"} 7.0 @120",
              "most{cluster=\"eu\"} 7.0 @135");
      driver.send(TestLog.staleHistogram(b, 104_000), 136);
      driver.tick(150);

      assertThat(counts(driver.corrections()))
          .contains(
              "r{cluster=\"eu\"} count:2 @105",
              "r{cluster=\"eu\"} stale @120",
              "count{cluster=\"eu\"} stale @120",
              "r{cluster=\"eu\"} stale @135");
    }
  }

  /** Of histograms the number of observations alone. */
  private static List<String> counts(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("\\{(count:\\d+).*} @", "$1 @")).toList();
  }

  private static List<String> values(List<String> lines) {
    return lines.stream().map(line -> line.substring(line.indexOf('}') + 2)).toList();
  }

  @Test
  void changedRule_isNotCorrectedForInstantsOfItsTextBefore() {
    try (RuleDriver driver = new RuleDriver(RULES)) {
      driver.tick(100);
      driver.sample(A, 101, 1);
      driver.tick(105);
      driver.use(RULES.replace("* 2", "* 3"));
      driver.tick(120);
      driver.restart();
      driver.sample(B, 104, 5);
      driver.tick(135);

      assertThat(driver.corrections()).noneMatch(line -> line.endsWith("@105"));
    }
  }

  @Test
  void corrections_areTheSameHoweverOftenTheTaskIsCut() {
    List<String> whole = run(0);

    for (String name : List.of("high", "own", "sizes", "size")) {
      assertThat(whole).anyMatch(line -> line.startsWith("true " + name + "{"));
    }
    for (int every = 1; every < 6; every++) {
      assertThat(run(every)).isEqualTo(whole);
    }
  }

  /** What is recorded of ten minutes with many late samples, by a task that is cut so often. */
  private static List<String> run(int restartEvery) {
    List<String> lines = new ArrayList<>();
    String rules =
        RULES
            + """
              - record: high
                expr: up > 5
              - record: own
                expr: sum by (cluster) (up) + (last_over_time(own[20s]) % 7 or sum by (cluster) (up))
              - record: sizes
                expr: latency
              - record: size
                expr: histogram_count(sizes)
            """;
    Labels latency = series("latency", "eu", "a");
    try (RuleDriver driver = new RuleDriver(rules)) {
      int records = 0;
      for (long second = 100; second < 700; second++) {
        if (second % 7 == 0) {
          long lateness = second % 5 == 0 ? 40 : second % 3 * 9;
          driver.sample(second % 2 == 0 ? A : B, second - lateness, (double) (second % 10));
        }
        if (second % 11 == 0) {
          long at = (second - second % 4 * 11) * 1000;
          boolean ends = second % 5 == 0;
          driver.send(
              ends
                  ? TestLog.staleHistogram(latency, at)
                  : TestLog.histogram(latency, at, (double) (second % 9)),
              second);
        }
        driver.tick(second);
        if (restartEvery > 0 && ++records % restartEvery == 0) {
          driver.restart();
        }
      }
      for (var forward : driver.takeAll()) {
        if (forward.childName().orElseThrow().equals(RecordSinks.OF_PARTITION.recorded())) {
          boolean correction = forward.record().headers().toArray().length > 0;
          RecordLines.samples(forward.record().value())
              .forEach(line -> lines.add(correction + " " + line));
        }
      }
    }
    return lines;
  }

  private static String filter(String expr) {
    return """
    groups:
    - name: g
      interval: 15s
      corrections: true
      rules:
      - record: r
        expr: %s
    """
        .formatted(expr);
  }

  private static double late(RuleDriver driver, String rule) {
    return value(driver, "tributary_rule_late_evaluations", rule);
  }

  private static double value(RuleDriver driver, String counter, String labelValue) {
    return Counters.value(driver.registry(), counter, labelValue);
  }
}
