package io.tributary.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.publish.Lateness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewaySectionTest {
  private static GatewayConfig read(String yaml) {
    Section top = new Section(ConfigFile.parse(Path.of("t.yml"), yaml), "");
    KafkaConfig kafka = new KafkaConfig("k:1", Map.of(), 8, (short) 3);
    return GatewaySection.read(top.section("gateway"), kafka);
  }

  @Test
  void defaults_areTheGatewaysOwn() {
    GatewayConfig expected = GatewayConfig.defaults();
    GatewayConfig config = read("");
    assertThat(config.clusterLabel()).isEqualTo(expected.clusterLabel());
    assertThat(config.defaultCluster()).isNull();
    assertThat(config.limits()).isEqualTo(expected.limits());
    assertThat(config.partitions()).isEqualTo(8);
    assertThat(config.replicas()).isEqualTo(3);
    assertThat(config.kafka()).containsEntry("bootstrap.servers", "k:1");
  }

  @Test
  void everyKey_isRead() {
    GatewayConfig config =
        read(
            """
            gateway:
              cluster_label: k8s_cluster
              default_cluster: lab
              shards: {big: 4}
              samples_per_second: {noisy: 5000}
              lateness: 30s
              lateness_of: {edge: 2m}
              tick_interval: 500ms
              compression: lz4
              limits:
                body: 1MiB
                decoded: 8MiB
                in_flight: 32MiB
                labels_per_series: 40
                label_name: 100
                label_value: 2KiB
                series_table: 128MiB
                series_idle: 1h
                clusters: 50
                ahead: 5m
            """);
    assertThat(config.clusterLabel()).isEqualTo("k8s_cluster");
    assertThat(config.defaultCluster()).isEqualTo("lab");
    assertThat(config.shards()).isEqualTo(Map.of("big", 4));
    assertThat(config.samplesPerSecond()).isEqualTo(Map.of("noisy", 5000.0));
    assertThat(config.lateness())
        .isEqualTo(new Lateness(Duration.ofSeconds(30), Map.of("edge", Duration.ofMinutes(2))));
    assertThat(config.tickInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.compression()).isEqualTo("lz4");
    assertThat(config.limits().bodyBytes()).isEqualTo(1 << 20);
    assertThat(config.limits().labelValueBytes()).isEqualTo(2048);
    assertThat(config.limits().seriesIdle()).isEqualTo(Duration.ofHours(1));
    assertThat(config.limits().clusters()).isEqualTo(50);
  }

  @Test
  void lessInFlight_bringsASmallerRequestWithIt() {
    GatewayConfig config = read("gateway:\n  limits:\n    in_flight: 64MiB\n");
    assertThat(config.limits().decodedBytes()).isLessThanOrEqualTo(16 << 20);
  }

  @Test
  void whatTheGatewayRefuses_namesTheSection() {
    assertThatThrownBy(() -> read("gateway:\n  limits:\n    series_idle: 1s\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("t.yml:3: \"gateway.limits\":")
        .hasMessageContaining("at least 1m");
  }
}
