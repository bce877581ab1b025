package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules whose results need several partitions, and that change while these are running. */
class MergedRuleChangeTest {
  private static final String SUM =
      """
      groups:
      - name: all
        interval: 15s
        rules:
        - record: load:sum
          expr: sum(load)
      """;

  /** Requests as such go to the merger. */
  private static final String RATIO =
      SUM
          + """
            - record: ratio
              expr: max_over_time(requests[5m]) / on () group_left () sum(load)
          """;

  @Test
  void addedRule_lacksNothingThatWasSentBeforeTheMergerKnewIt() {
    try (MergeDriver driver = loaded(SUM)) {
      driver.usePartition(0, RATIO);
      driver.usePartition(1, RATIO);
      driver.tick(230);
      driver.sample(0, series("requests", "c0", "a"), 236, 50);
      driver.tick(240);
      driver.sample(1, series("requests", "c1", "a"), 241, 60);
      driver.useMerger(RATIO);
      driver.tick(1, 242);
      driver.sample(1, series("requests", "c1", "a"), 243, 70);
      ticks(driver, 245, 315);

      assertThat(driver.recorded())
          .contains(
              "ratio{cluster=\"c0\", instance=\"a\"} 25.0 @315",
              "ratio{cluster=\"c1\", instance=\"a\"} 35.0 @315");
    }
  }

  @Test
  void addedRule_isGivenItsWindowsThroughARestartOfTheMerger() {
    try (MergeDriver driver = loaded(SUM)) {
      driver.log().hold();
      driver.use(RATIO);
      ticks(driver, 230, 255);
      driver.restartMerger();
      driver.sample(0, series("requests", "c0", "a"), 256, 50);
      ticks(driver, 260, 285);
      assertThat(driver.recorded())
          .contains("load:sum 2.0 @255", "load:sum 2.0 @285")
          .noneMatch(line -> line.startsWith("ratio"));
      driver.log().release();
      ticks(driver, 290, 330);

      assertThat(driver.recorded())
          .contains(
              "load:sum 2.0 @300",
              "ratio{cluster=\"c0\", instance=\"a\"} 25.0 @330",
              "ratio{cluster=\"c1\", instance=\"a\"} 4.0 @330")
          .noneMatch(line -> line.startsWith("ratio") && line.contains(" 3.5 "));
    }
  }

  @Test
  void addedRule_isGivenItsWindowsThroughARestartOfAll() {
    try (MergeDriver driver = loaded(SUM)) {
      driver.log().hold();
      driver.use(RATIO);
      ticks(driver, 230, 255);
      driver.restart();
      driver.sample(0, series("requests", "c0", "a"), 256, 50);
      driver.log().release();
      ticks(driver, 260, 330);

      List<String> lines = driver.recorded();
      assertThat(lines).contains("ratio{cluster=\"c0\", instance=\"a\"} 25.0 @330");
      assertThat(lines)
          .filteredOn(line -> line.startsWith("ratio{cluster=\"c0\""))
          .isNotEmpty()
          .allMatch(line -> line.contains(" 25.0 "));
    }
  }

  @Test
  void changedRule_keepsTheTextBeforeInForceThroughARestartOfTheMerger() {
    String rules =
        """
        groups:
        - name: all
          interval: 15s
          rules:
          - record: gathered
            expr: max_over_time(sum(load)[30s:15s])
          - record: partial
            expr: max(max_over_time(load[30s]))
        """;
    try (MergeDriver driver = new MergeDriver(2, Set.of(), rules)) {
      driver.tick(100);
      driver.sample(0, series("load", "c0", "a"), 104, 9);
      driver.sample(1, series("load", "c1", "a"), 104, 0);
      driver.tick(105);
      for (long second = 120; second <= 225; second += 15) {
        ticksUnderLoad(driver, second);
      }
      driver.recorded();
      driver.log().hold();
      driver.use(rules.replace("[30s", "[10m"));
      for (long second = 240; second <= 270; second += 15) {
        ticksUnderLoad(driver, second);
        driver.restartMerger();
      }
      assertThat(driver.recorded())
          .containsExactly(
              "gathered 1.0 @240",
              "gathered 1.0 @255",
              "gathered 1.0 @270",
              "partial 1.0 @240",
              "partial 1.0 @255",
              "partial 1.0 @270");
      driver.log().release();
      for (long second = 285; second <= 345; second += 15) {
        ticksUnderLoad(driver, second);
      }

      assertThat(driver.recorded())
          .contains("gathered 9.0 @345", "partial 9.0 @345")
          .allMatch(line -> line.contains(" 1.0 ") || line.contains(" 9.0 "));
    }
  }

  /** Goes on to this second, with a load of 1 shortly before. */
  private static void ticksUnderLoad(MergeDriver driver, long second) {
    ticks(driver, second - 14, second - 3);
    driver.sample(0, series("load", "c0", "a"), second - 2, 1);
    driver.sample(1, series("load", "c1", "a"), second - 2, 0);
    ticks(driver, second - 2, second);
  }

  @Test
  void ruleInForce_isGivenAnewWhatAPartitionDidNotSendForAWhile() {
    try (MergeDriver driver = loaded(RATIO)) {
      assertThat(driver.recorded()).isNotEmpty();
      driver.usePartition(0, SUM);
      driver.restartPartition(0);
      driver.sample(0, series("requests", "c0", "a"), 236, 50);
      ticks(driver, 237, 255);
      assertThat(driver.recorded()).noneMatch(line -> line.startsWith("ratio"));
      driver.usePartition(0, RATIO);
      ticks(driver, 256, 315);

      List<String> lines = driver.recorded();
      assertThat(lines).contains("ratio{cluster=\"c0\", instance=\"a\"} 25.0 @315");
      assertThat(lines)
          .noneMatch(line -> line.startsWith("ratio{cluster=\"c0\"") && !line.contains(" 25.0 "));
    }
  }

  /** Two partitions at second 225, with 7 and 8 requests at second 101. */
  private static MergeDriver loaded(String rules) {
    MergeDriver driver = new MergeDriver(2, Set.of(), rules);
    driver.tick(100);
    for (int partition = 0; partition < 2; partition++) {
      String cluster = "c" + partition;
      driver.sample(partition, series("requests", cluster, "a"), 101, 7 + partition);
      driver.sample(partition, series("load", cluster, "a"), 104, 1);
    }
    ticks(driver, 105, 225);
    if (!rules.contains("ratio")) {
      driver.recorded();
    }
    return driver;
  }

  private static void ticks(MergeDriver driver, long from, long to) {
    for (long second = from; second <= to; second++) {
      driver.tick(second);
    }
  }

  @Test
  void addedRule_isRightFromItsFirstResultOnWhoeverReadsItFirst() {
    String before =
        """
        groups:
        - name: all
          interval: 15s
          rules:
          - record: load:sum
            expr: sum(load)
        """;
    String after =
        before
            + """
              - record: requests:most
                expr: max(max_over_time(requests[5m]))
              - record: requests:absent
                expr: absent(last_over_time(requests[5m]))
              - record: requests:ratio
                expr: max_over_time(requests[5m]) / on () group_left () sum(load)
            """;
    for (int first = -1; first < 3; first++) {
      try (MergeDriver driver = new MergeDriver(3, Set.of(), before)) {
        driver.tick(100);
        for (int partition = 0; partition < 3; partition++) {
          String cluster = "c" + partition;
          driver.sample(partition, series("requests", cluster, "a"), 101, 7 + partition);
          driver.sample(partition, series("load", cluster, "a"), 104, 1);
        }
        for (long second = 105; second <= 225; second += 15) {
          driver.tick(second);
        }
        driver.recorded();
        long second = 230;
        for (int i = -1; i < 3; i++) {
          int next = (i + 1 + first + 1) % 4 - 1;
          if (next < 0) {
            driver.useMerger(after);
          } else {
            driver.usePartition(next, after);
          }
          driver.tick(second += 5);
          driver.tick(second += 5);
        }
        driver.tick(285);
        driver.tick(300);
        driver.tick(315);

        List<String> lines = driver.recorded();
        assertThat(lines)
            .contains(
                "requests:most 9.0 @315",
                "requests:ratio{cluster=\"c0\", instance=\"a\"} " + 7.0 / 3 + " @315",
                "load:sum 3.0 @240",
                "load:sum 3.0 @255",
                "load:sum 3.0 @270")
            .noneMatch(line -> line.startsWith("requests:absent"))
            .noneMatch(line -> line.startsWith("requests:most") && !line.contains(" 9.0 "));
      }
    }
  }

  @Test
  void changedRule_hasNoWrongResultBetween() {
    String before =
        """
        groups:
        - name: all
          interval: 15s
          rules:
          - record: load:now
            expr: sum(load)
        """;
    try (MergeDriver driver = new MergeDriver(2, Set.of(), before)) {
      driver.tick(100);
      driver.sample(0, series("load", "c0", "a"), 101, 1);
      driver.sample(1, series("load", "c1", "a"), 101, 2);
      driver.tick(105);
      driver.tick(120);
      driver.usePartition(0, before.replace("sum(load)", "sum(load * 10)"));
      driver.tick(135);
      driver.useMerger(before.replace("sum(load)", "sum(load * 10)"));
      driver.tick(150);
      driver.usePartition(1, before.replace("sum(load)", "sum(load * 10)"));
      driver.tick(165);
      driver.tick(240);

      assertThat(driver.recorded())
          .contains(
              "load:now 3.0 @120",
              "load:now 3.0 @135",
              "load:now 3.0 @150",
              "load:now 30.0 @165",
              "load:now 30.0 @240");
    }
  }
}
