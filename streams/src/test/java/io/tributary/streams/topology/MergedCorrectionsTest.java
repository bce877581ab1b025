package io.tributary.streams.topology;

import static io.tributary.streams.topology.TestLog.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Late samples of rules whose results need several partitions. */
class MergedCorrectionsTest {
  @Test
  void mergedGroup_isCorrectedOverAllPartitions() {
    String rules =
        """
        groups:
        - name: all
          interval: 15s
          corrections: true
          rules:
          - record: up:sum
            expr: sum(up)
        """;
    try (MergeDriver driver = new MergeDriver(2, Set.of(), rules)) {
      driver.tick(100);
      driver.sample(0, series("up", "c0", "a"), 101, 1);
      driver.sample(1, series("up", "c1", "a"), 101, 1);
      driver.tick(105);
      assertThat(driver.recorded()).containsExactly("up:sum 2.0 @105");
      driver.sample(1, series("up", "c1", "b"), 104, 1);
      driver.tick(120);

      assertThat(driver.recorded()).containsExactly("up:sum 3.0 @105", "up:sum 3.0 @120");
      assertThat(driver.corrections()).isEqualTo(1);
    }
  }

  @Test
  void mergedGroup_isCorrectedForCorrectionsOfWhatItLooksAt() {
    String rules =
        """
        groups:
        - name: local
          interval: 15s
          corrections: true
          rules:
          - record: cluster:up:sum
            expr: sum by (cluster) (up)
        - name: all
          interval: 15s
          corrections: true
          rules:
          - record: up:sum
            expr: sum(cluster:up:sum)
        - name: peaks
          interval: 15s
          rules:
          - record: up:peak
            expr: max_over_time(sum(cluster:up:sum)[1m:15s])
        """;
    try (MergeDriver driver = new MergeDriver(2, Set.of(), rules)) {
      driver.tick(100);
      driver.sample(0, series("up", "c0", "a"), 101, 1);
      driver.sample(1, series("up", "c1", "a"), 101, 1);
      driver.tick(105);
      driver.sample(1, series("up", "c1", "b"), 104, 9);
      driver.sample(1, series("up", "c1", "b"), 106, 1);
      driver.recorded();
      driver.tick(120);
      driver.restart();
      driver.tick(135);

      assertThat(driver.recorded())
          .contains(
              "cluster:up:sum{cluster=\"c1\"} 10.0 @105",
              "up:sum 11.0 @105",
              "up:peak 11.0 @120",
              "up:peak 11.0 @135");
    }
  }

  @Test
  void mergedGroups_areCorrectedAlikeInOnePartitionAndInThree() {
    List<String> one = merged(1, 0);
    assertThat(one).anyMatch(line -> line.startsWith("all:sum"));
    assertThat(merged(3, 0)).containsExactlyElementsOf(one);
    assertThat(merged(3, 3)).containsExactlyElementsOf(one);
  }

  /** The last value of each sample that is recorded of some minutes with many late samples. */
  private static List<String> merged(int partitions, int restartEvery) {
    String rules =
        """
        groups:
        - name: local
          interval: 15s
          corrections: true
          rules:
          - record: cluster:load:sum
            expr: sum by (cluster) (load)
        - name: all
          interval: 15s
          corrections: true
          rules:
          - record: all:sum
            expr: sum(cluster:load:sum)
          - record: all:most
            expr: max(max_over_time(cluster:load:sum[45s]))
        """;
    Map<String, String> last = new TreeMap<>();
    try (MergeDriver driver = new MergeDriver(partitions, Set.of(), rules)) {
      for (long second = 100; second <= 600; second++) {
        for (int cluster = 0; cluster < 3; cluster++) {
          if (second < 500 && second % 7 == cluster) {
            long lateness = second % 5 == 0 ? 30 : second % 3 * 9;
            Labels labels = series("load", "c" + cluster, "i" + second % 2);
            driver.sample(cluster % partitions, labels, second - lateness, (double) (second % 13));
          }
        }
        driver.tick(second);
        if (restartEvery > 0 && second % restartEvery == 0) {
          driver.restart();
        }
        driver
            .inOrder()
            .forEach(
                line -> {
                  int value = line.lastIndexOf(' ', line.lastIndexOf(' ') - 1);
                  int time = line.lastIndexOf('@');
                  String of = line.substring(0, value) + line.substring(time);
                  last.put(of, line.substring(value + 1, time));
                });
      }
    }
    return last.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }
}
