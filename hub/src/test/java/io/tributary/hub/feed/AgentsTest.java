package io.tributary.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.api.TargetCatalog.Target;
import io.tributary.schemas.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgentsTest {
  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
  private static final Labels FIRST =
      Labels.of("__name__", "up", "job", "a", "prometheus", "m/k8s", "prometheus_replica", "p-0");
  private static final Labels SECOND =
      Labels.of("__name__", "up", "job", "b", "prometheus", "m/k8s", "prometheus_replica", "p-1");

  private Instant now = START;
  private final Agents agents = new Agents(() -> now);

  private void heard(String cluster, Labels series) {
    agents.heard(cluster, series, now.toEpochMilli());
  }

  @Test
  void replicasOfOneCluster_areTargetsOfTheirOwn() {
    heard("eu", FIRST);
    heard("eu", SECOND);
    heard("us", FIRST);

    assertThat(agents.targets())
        .extracting(Target::labels)
        .containsExactlyInAnyOrder(
            Labels.of("cluster", "eu", "prometheus", "m/k8s", "prometheus_replica", "p-0"),
            Labels.of("cluster", "eu", "prometheus", "m/k8s", "prometheus_replica", "p-1"),
            Labels.of("cluster", "us", "prometheus", "m/k8s", "prometheus_replica", "p-0"));
  }

  @Test
  void agentsWithoutLabelsOfTheirOwn_areOneForTheCluster() {
    heard("eu", Labels.of("__name__", "up", "job", "a"));
    heard("eu", Labels.of("__name__", "down", "job", "b"));

    assertThat(agents.targets())
        .extracting(Target::labels)
        .containsExactly(Labels.of("cluster", "eu"));
  }

  @Test
  void silentAgent_isDownThenForgotten() {
    heard("eu", FIRST);
    now = START.plus(Duration.ofMinutes(6));
    heard("eu", SECOND);

    assertThat(agents.targets()).extracting(Target::healthy).containsExactly(false, true);
    assertThat(agents.targets().getFirst().lastError()).isEqualTo("nothing has come for 360 s");
    assertThat(agents.targets().getFirst().lagSeconds()).isEqualTo(360);
    now = START.plus(Duration.ofDays(1)).plusSeconds(1);
    assertThat(agents.targets()).hasSize(1);
  }

  @Test
  void labelsThatDifferEachTime_takeNoMemory() {
    for (int i = 0; i < 20_000; i++) {
      heard("eu", Labels.of("__name__", "up", "prometheus", "p" + i));
    }

    assertThat(agents.targets()).hasSize(10_000);
  }
}
