package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules whose results need several partitions. */
class MergeTest {
  private static final String RULES =
      """
      groups:
      - name: local
        interval: 15s
        rules:
        - record: cluster:load:sum
          expr: sum by (cluster) (load)
        - alert: High
          expr: load > 50
      - name: all
        interval: 15s
        rules:
        - record: load:sum
          expr: sum(cluster:load:sum)
        - record: load:avg
          expr: avg(load)
        - record: load:share
          expr: cluster:load:sum / on () group_left () load:sum
        - record: load:most
          expr: topk(2, load)
        - record: load:max10m
          expr: max(max_over_time(load[10m]))
        - record: load:peak
          expr: max_over_time(sum(load)[1m:15s])
        - alert: AnyHigh
          expr: load:sum > 300
      """;

  @Test
  void merged_yieldsWhatOnePartitionYields() {
    List<String> one = run(1, Set.of(), 0);

    assertThat(one).hasSizeGreaterThan(100).anyMatch(line -> line.contains("AnyHigh"));
    assertThat(run(2, Set.of(), 0)).isEqualTo(one);
    assertThat(run(5, Set.of(), 0)).isEqualTo(one);
  }

  @Test
  void merged_ofShardedClustersYieldsWhatOnePartitionYields() {
    List<String> one = run(1, Set.of(), 0);

    assertThat(run(4, Set.of("c0", "c1", "c2", "c3"), 0)).isEqualTo(one);
    assertThat(run(4, Set.of("c1"), 0)).isEqualTo(one);
  }

  @Test
  void merged_goesOnAfterRestarts() {
    List<String> whole = run(3, Set.of(), 0);

    assertThat(run(3, Set.of(), 7)).isEqualTo(whole);
    assertThat(run(3, Set.of(), 1)).isEqualTo(whole);
  }

  @Test
  void merged_looksAtWhatWasAQueryOffsetBefore() {
    String rules =
        """
        groups:
        - name: all
          interval: 15s
          query_offset: 10s
          rules:
          - record: load:sum
            expr: sum(load)
          - record: load:peak
            expr: max_over_time(sum(load)[1m:15s])
        """;
    try (MergeDriver driver = new MergeDriver(2, Set.of(), rules)) {
      driver.tick(100);
      driver.sample(0, series("load", "c0", "a"), 94, 1);
      driver.sample(1, series("load", "c1", "a"), 95, 2);
      driver.sample(1, series("load", "c1", "a"), 96, 50);
      driver.tick(104);
      // Late for the watermark, in time for the group.
      driver.sample(0, series("load", "c0", "b"), 95, 4);
      driver.tick(105);

      assertThat(driver.recorded()).contains("load:sum 7.0 @95");
    }
  }

  @Test
  void result_ofAGroupWithAQueryOffsetIsNotLate() {
    String rules =
        """
        groups:
        - name: local
          interval: 15s
          query_offset: 10s
          rules:
          - record: cluster:load:sum
            expr: sum by (cluster) (load)
        - name: all
          interval: 15s
          query_offset: 10s
          rules:
          - record: load:sum
            expr: sum(load)
          - record: load:peak
            expr: max_over_time(sum(cluster:load:sum)[1m:15s])
        """;
    try (MergeDriver driver = new MergeDriver(2, Set.of(), rules)) {
      driver.tick(100);
      driver.sample(0, series("load", "c0", "a"), 101, 1);
      driver.sample(1, series("load", "c1", "a"), 101, 2);
      ticks(driver, 101, 165);

      assertThat(driver.recorded()).contains("load:sum 3.0 @155", "load:peak 3.0 @155");
      assertThat(Counters.value(driver.mergerRegistry(), "tributary_rule_late_samples")).isZero();
    }
  }

  @Test
  void merged_failsWhereAPartitionFails() {
    String rules =
        """
        groups:
        - name: all
          interval: 15s
          rules:
          - record: bad
            expr: sum(load / on (cluster) load)
          - record: good
            expr: sum(load)
        """;
    try (MergeDriver driver = new MergeDriver(2, Set.of(), rules)) {
      driver.tick(100);
      driver.sample(0, series("load", "c0", "a"), 101, 1);
      driver.sample(1, series("load", "c1", "a"), 101, 1);
      driver.tick(105);
      assertThat(driver.recorded()).contains("bad 2.0 @105");
      driver.sample(1, series("load", "c1", "b"), 106, 1);
      driver.tick(120);

      assertThat(driver.recorded()).containsExactly("good 3.0 @120");
    }
  }

  @Test
  void merged_leavesOutWhatAPartitionNoMoreYields() {
    String rules =
        """
        groups:
        - name: all
          interval: 15s
          rules:
          - record: high
            expr: count(load > 5)
        """;
    try (MergeDriver driver = new MergeDriver(2, Set.of(), rules)) {
      driver.tick(100);
      driver.sample(0, series("load", "c0", "a"), 101, 9);
      driver.sample(1, series("load", "c1", "a"), 101, 9);
      driver.tick(105);
      driver.sample(0, series("load", "c0", "a"), 110, 1);
      driver.tick(120);
      driver.sample(1, series("load", "c1", "a"), 125, 1);
      driver.tick(135);

      assertThat(driver.recorded())
          .containsExactly("high 1.0 @120", "high 2.0 @105", "high stale @135");
    }
  }

  private static void ticks(MergeDriver driver, long from, long to) {
    for (long second = from; second <= to; second++) {
      driver.tick(second);
    }
  }

  /** What is recorded of four clusters of four instances each over six minutes. */
  private static List<String> run(int partitions, Set<String> sharded, int restartEvery) {
    try (MergeDriver driver = new MergeDriver(partitions, sharded, RULES)) {
      driver.tick(100);
      int ticks = 0;
      for (long second = 101; second <= 460; second++) {
        if (second % 15 == 9) {
          for (int i = 0; i < 16; i++) {
            int cluster = i / 4;
            // Whole numbers add up to the same in any order.
            double value = (second / 15 * (i + 3)) % 64;
            Labels labels = series("load", "c" + cluster, "i" + i % 4);
            boolean split = sharded.contains("c" + cluster);
            driver.sample((split ? i : cluster) % partitions, labels, second, value);
          }
        }
        if (second % 5 == 0) {
          // Partitions are seldom at the same point.
          for (int partition = 0; partition < partitions; partition++) {
            driver.tick((partition + (int) second) % partitions, second);
          }
          ticks++;
          if (restartEvery > 0 && ticks % restartEvery == 0) {
            driver.restart();
          }
        }
      }
      return driver.recorded();
    }
  }
}
