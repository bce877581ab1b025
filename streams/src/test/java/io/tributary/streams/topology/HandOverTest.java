package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group that partitions evaluated is the merger's, since a rule across clusters joined it. */
class HandOverTest {
  private static final String LOCAL =
      """
      groups:
      - name: g
        interval: 5s
        rules:
        - record: load:twice
          expr: load * 2
        - alert: High
          expr: load > 5
          for: 20s
          keep_firing_for: 20s
      """;

  private static final String MERGED =
      LOCAL
          + """
            - record: load:all
              expr: sum(load)
          """;

  private static final Labels HIGH = load("c0", "high");
  private static final Labels LOW = load("c1", "low");

  private static Labels load(String cluster, String instance) {
    return Labels.of("__name__", "load", "cluster", cluster, "instance", instance);
  }

  /** At 110 an alert is pending since 105, and the rules change. */
  private static MergeDriver changed(boolean restarted) {
    MergeDriver driver = new MergeDriver(2, Set.of(), LOCAL);
    driver.tick(100);
    driver.sample(0, HIGH, 101, 9);
    driver.sample(1, LOW, 101, 1);
    driver.tick(105);
    driver.tick(110);
    driver.use(MERGED);
    if (restarted) {
      driver.restart();
    }
    return driver;
  }

  private static void tick(MergeDriver driver, long from, long to) {
    for (long second = from; second <= to; second += 5) {
      driver.tick(second);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void alerts_goOnAsTheyWere(boolean restarted) {
    try (MergeDriver driver = changed(restarted)) {
      tick(driver, 115, 150);
      driver.sample(0, HIGH, 151, 1);
      tick(driver, 155, 200);

      assertThat(driver.transitions())
          .containsExactly(
              "High high INACTIVE->PENDING @105",
              "High high PENDING->FIRING @125",
              "High high FIRING->RESOLVED @175");
      assertThat(driver.alerts())
          .contains("rules.yml/g/High{cluster=\"c0\", instance=\"high\"} FIRING 9.0 {}")
          .noneMatch(line -> line.endsWith("forgotten"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void series_goOnOrEndWithAMarker(boolean restarted) {
    try (MergeDriver driver = changed(restarted)) {
      tick(driver, 115, 150);
      driver.sample(1, LOW, 151, Double.longBitsToDouble(0x7ff0000000000002L));
      tick(driver, 155, 165);

      List<String> lines =
          driver.recorded().stream().filter(line -> line.startsWith("load:twice")).toList();
      assertThat(lines)
          .contains(
              "load:twice{cluster=\"c0\", instance=\"high\"} 18.0 @165",
              "load:twice{cluster=\"c1\", instance=\"low\"} 2.0 @150",
              "load:twice{cluster=\"c1\", instance=\"low\"} stale @155");
      assertThat(lines.stream().filter(line -> line.contains("stale"))).hasSize(1);
      assertThat(lines).doesNotHaveDuplicates();
    }
  }
}
