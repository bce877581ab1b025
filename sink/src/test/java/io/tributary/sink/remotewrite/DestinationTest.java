package io.tributary.sink.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.schemas.topic.Topic;
import io.tributary.sink.SinkConfig;
import io.tributary.sink.notify.NotifierConfig;
import io.tributary.sink.relabel.RelabelRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DestinationTest {
  @Test
  void at_makesANameOfTheUrl() {
    Destination destination = Destination.at("http://mimir:8080/api/v1/push");
    assertThat(destination.name()).isEqualTo("mimir-8080-api-v1-push");
    assertThat(destination.group()).isEqualTo("tributary-sink-mimir-8080-api-v1-push");
    assertThat(Destination.at("https://hub.example/").name()).isEqualTo("hub.example");
  }

  @Test
  void defaults_sendEverythingInTheNewestProtocol() {
    Destination destination = Destination.named("hub", "http://h/");
    assertThat(destination.topics()).containsExactlyInAnyOrder(Topic.SAMPLES, Topic.RECORDED);
    assertThat(destination.protocol()).isEqualTo(Protocol.AUTO);
    assertThat(destination.tenant()).isEqualTo(new Tenant.None());
    assertThat(destination.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(destination.batching())
        .isEqualTo(new Batching(4, 5000, 2 << 20, Duration.ofMillis(200), 64 << 20));
  }

  @Test
  void constructor_refusesWhatCannotWork() {
    Destination d = Destination.named("hub", "http://h/");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Destination.named("a b", "http://h/"))
        .withMessageContaining("a b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(d, Set.of(Topic.ALERTS), List.of()))
        .withMessageContaining("ALERTS");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> with(d, d.topics(), List.of(RelabelRule.replace(List.of("a"), "b", "c", "d"))))
        .withMessageContaining("REPLACE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batching(0, 1, 1, Duration.ZERO, 1))
        .withMessageContaining("was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SinkConfig(Map.of(), List.of(d, d), NotifierConfig.defaults()))
        .withMessageContaining("hub");
  }

  private static Destination with(Destination d, Set<Topic> topics, List<RelabelRule> keep) {
    return new Destination(
        d.name(),
        d.url(),
        d.protocol(),
        topics,
        false,
        keep,
        d.tenant(),
        d.access(),
        d.batching(),
        d.timeout(),
        d.backoff());
  }

  @Test
  void tenant_isOfTheClusterWhereSoConfigured() {
    assertThat(new Tenant.None().of("eu")).isEmpty();
    assertThat(new Tenant.Fixed("t").of("eu")).isEqualTo("t");
    assertThat(new Tenant.FromCluster("global").of("eu")).isEqualTo("eu");
    assertThat(new Tenant.FromCluster("global").of("")).isEqualTo("global");
  }
}
