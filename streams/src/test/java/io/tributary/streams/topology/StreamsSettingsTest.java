package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.RuleEngineConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
  @Test
  void stores_shareTheMemoryThatIsConfigured() {
    Properties settings = StreamsSettings.of(config(Map.of(), "", ""));
    assertThat(settings).containsEntry("tributary.store.memory.bytes", 64L << 20);

    RocksSettings.Shared first = RocksSettings.shared(64L << 20);
    assertThat(RocksSettings.shared(128L << 20)).isSameAs(first);
    assertThat(first.cache().getUsage()).isLessThan(64L << 20);
  }

  @Test
  void of_runsExactlyOnceWhateverTheClientPropertiesSay() {
    Properties settings =
        StreamsSettings.of(config(Map.of(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "x"), "", ""));

    assertThat(settings)
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
  }

  @Test
  void of_spreadsCopiesOverZones() {
    Properties settings = StreamsSettings.of(config(Map.of(), "zone-a", ""));

    assertThat(settings)
        .containsEntry("client.tag.zone", "zone-a")
        .containsEntry("rack.aware.assignment.tags", "zone")
        .containsEntry("main.consumer.client.rack", "zone-a");
    assertThat(new StreamsConfig(settings).getClientTags()).containsEntry("zone", "zone-a");
  }

  @Test
  void of_saysWhereTheInstanceIs() {
    assertThat(StreamsSettings.of(config(Map.of(), "", "rules-0:9090")))
        .containsEntry("application.server", "rules-0:9090");
    assertThat(StreamsSettings.of(config(Map.of(), "", "")))
        .doesNotContainKey("application.server");
  }

  @Test
  void of_isAMemberThatKeepsItsPartitionsThroughARestart() {
    assertThat(StreamsSettings.of(config(Map.of(), "", "")))
        .containsEntry("main.consumer.group.instance.id", "rules-0")
        .containsEntry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
  }

  private static RuleEngineConfig config(
      Map<String, Object> client, String zone, String advertised) {
    RuleEngineConfig defaults = RuleEngineConfig.defaults();
    Map<String, Object> kafka = new HashMap<>(client);
    kafka.put("bootstrap.servers", "localhost:1");
    return new RuleEngineConfig(
        kafka,
        "app",
        "rules-0",
        defaults.stateDirectory(),
        defaults.rules(),
        defaults.defaultInterval(),
        defaults.clusterLabel(),
        Set.of(),
        defaults.externalLabels(),
        defaults.externalUrl(),
        Optional.empty(),
        Duration.ofMinutes(5),
        4,
        1,
        1,
        1,
        64L << 20,
        zone,
        advertised,
        defaults.engine());
  }
}
