package io.tributary.standalone.config;

import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.GatewayLimits;
import io.tributary.gateway.publish.Lateness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of {@code gateway}. */
final class GatewaySection {
  private GatewaySection() {}

  static GatewayConfig read(Section gateway, KafkaConfig kafka) {
    GatewayConfig defaults = GatewayConfig.defaults();
    String cluster = gateway.text("default_cluster", "");
    @Nullable String defaultCluster = cluster.isEmpty() ? null : cluster;
    GatewayConfig config =
        gateway.build(
            () ->
                new GatewayConfig(
                    kafka.properties(),
                    gateway.name("cluster_label", defaults.clusterLabel()),
                    defaultCluster,
                    shards(gateway.section("shards")),
                    quotas(gateway.section("samples_per_second")),
                    limits(gateway.section("limits"), defaults.limits()),
                    new Lateness(
                        gateway.duration("lateness", defaults.lateness().usual()),
                        durations(gateway.section("lateness_of"))),
                    gateway.interval("tick_interval", defaults.tickInterval()),
                    gateway.text("compression", defaults.compression()),
                    kafka.partitions(),
                    kafka.replicas()));
    gateway.done();
    return config;
  }

  private static Map<String, Integer> shards(Section section) {
    Map<String, Integer> shards = new HashMap<>();
    for (String cluster : section.names()) {
      shards.put(cluster, section.count(cluster, 1, 1, KafkaConfig.MAX_PARTITIONS));
    }
    return shards;
  }

  private static Map<String, Duration> durations(Section section) {
    Map<String, Duration> durations = new HashMap<>();
    for (String cluster : section.names()) {
      durations.put(cluster, section.duration(cluster, Duration.ZERO));
    }
    return durations;
  }

  private static Map<String, Double> quotas(Section section) {
    Map<String, Double> quotas = new HashMap<>();
    for (String cluster : section.names()) {
      quotas.put(cluster, (double) section.count(cluster, 1, 1, Integer.MAX_VALUE));
    }
    return quotas;
  }

  private static GatewayLimits limits(Section limits, GatewayLimits defaults) {
    long inFlight = limits.bytes("in_flight", defaults.inFlightBytes());
    // Who asks for less in flight need not say what that means for one request.
    long one = inFlight / GatewayLimits.PARTS;
    int body = (int) Math.min(defaults.bodyBytes(), one);
    int decoded = (int) Math.min(defaults.decodedBytes(), one);
    GatewayLimits read =
        limits.build(
            () ->
                new GatewayLimits(
                    limits.smallBytes("body", body),
                    limits.smallBytes("decoded", decoded),
                    inFlight,
                    limits.count("labels_per_series", defaults.labelsPerSeries(), 1, 10_000),
                    limits.smallBytes("label_name", defaults.labelNameBytes()),
                    limits.smallBytes("label_value", defaults.labelValueBytes()),
                    limits.bytes("series_table", defaults.seriesTableBytes()),
                    limits.interval("series_idle", defaults.seriesIdle()),
                    limits.count("clusters", defaults.clusters(), 1, 1_000_000),
                    limits.duration("ahead", defaults.ahead())));
    limits.done();
    return read;
  }
}
