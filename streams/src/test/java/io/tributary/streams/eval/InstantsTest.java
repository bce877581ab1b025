package io.tributary.streams.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstantsTest {
  private static final long ALL = Long.MAX_VALUE;

  @Test
  void next_beginsAfterTheFirstWatermark() {
    Instants instants = new Instants(ALL);

    assertThat(upTo(instants, 100_000, 15)).isEmpty();
    assertThat(upTo(instants, 104_999, 15)).isEmpty();
    assertThat(upTo(instants, 105_000, 15)).containsExactly(105_000L);
    assertThat(upTo(instants, 105_001, 15)).isEmpty();
  }

  @Test
  void next_givesEveryInstantOfAnOutage() {
    Instants instants = new Instants(ALL);
    upTo(instants, 0, 15, 20);

    assertThat(upTo(instants, 61_000, 15, 20))
        .containsExactly(15_000L, 20_000L, 30_000L, 40_000L, 45_000L, 60_000L);
  }

  @Test
  void next_goesOnAfterTheRestoredInstant() {
    Instants instants = new Instants(ALL);
    instants.restore(30_000);

    assertThat(upTo(instants, 60_000, 15)).containsExactly(45_000L, 60_000L);
  }

  @Test
  void reach_leavesOutWhatIsTooLongAgo() {
    Instants instants = new Instants(30_000);
    instants.restore(0);

    assertThat(instants.reach(100_000, 100_000)).isEqualTo(70_000);
    assertThat(upTo(instants, 100_000, 15)).containsExactly(75_000L, 90_000L);
  }

  @Test
  void reach_leavesOutWhatTheTicksOfAnOutageEnd() {
    Instants instants = new Instants(30_000);
    instants.restore(0);

    assertThat(instants.reach(10_000, 100_000)).isEqualTo(10_000);
    assertThat(instants.reach(69_000, 100_000)).isEqualTo(59_000);
    assertThat(instants.reach(71_000, 100_000)).isEqualTo(1_000);
    assertThat(instants.reach(72_000, 100_000)).isZero();
    assertThat(instants.evaluatedUntilMs()).isEqualTo(70_000);
  }

  private static List<Long> upTo(Instants instants, long watermarkMs, int... intervalsSeconds) {
    List<GroupRuntime> groups = new ArrayList<>();
    EvaluationMetrics metrics = new EvaluationMetrics(new PrometheusRegistry());
    for (int seconds : intervalsSeconds) {
      var group = Groups.group("every-" + seconds, Duration.ofSeconds(seconds));
      groups.add(
          new GroupRuntime(
              group, List.of(), new CollectedEmissions(), Feeds.ALL, null, metrics.of(group)));
    }
    instants.reach(watermarkMs, watermarkMs);
    List<Long> all = new ArrayList<>();
    for (long at = instants.next(groups, watermarkMs);
        at != Long.MAX_VALUE;
        at = instants.next(groups, watermarkMs)) {
      all.add(at);
    }
    return all;
  }
}
