package io.tributary.standalone.config;

import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.publish.Lateness;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.syntax.DurationText;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.RuleEngineConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of {@code rules}. */
final class RulesSection {
  private static final int MAX_THREADS = 1024;
  private static final Duration CATCH_UP_BEYOND_LATENESS = Duration.ofMinutes(2);

  private RulesSection() {}

  /**
   * Reads the section; what the parts must agree on comes from the others' records.
   *
   * @param address where this process' HTTP is reached, as far as is known
   * @param data under which the state is kept
   */
  static RuleEngineConfig read(
      Section rules,
      KafkaConfig kafka,
      GatewayConfig gateway,
      Map<String, String> externalLabels,
      URI externalUrl,
      String address,
      Path data) {
    RuleEngineConfig defaults = RuleEngineConfig.defaults();
    Duration catchUp = catchUp(rules, gateway.lateness());
    EngineOptions engine = defaults.engine();
    Section corrections = rules.section("corrections");
    Duration correctedWithin = corrections.duration("within", defaults.correctedWithin());
    if (correctedWithin.compareTo(RuleEngineConfig.LONGEST_CORRECTED) > 0) {
      throw corrections.error(
          "\"within\" must be at most "
              + DurationText.format(RuleEngineConfig.LONGEST_CORRECTED.toMillis())
              + ": was "
              + DurationText.format(correctedWithin.toMillis()));
    }
    corrections.done();
    RuleEngineConfig config =
        rules.build(
            () ->
                new RuleEngineConfig(
                    kafka.properties(),
                    rules.name("application_id", defaults.applicationId()),
                    rules.text("instance_id", defaults.instanceId()),
                    data.resolve("rules"),
                    rules.texts("files").stream().map(Path::of).toList(),
                    rules.interval("evaluation_interval", defaults.defaultInterval()),
                    gateway.clusterLabel(),
                    sharded(gateway),
                    Labels.of(externalLabels),
                    externalUrl.toString(),
                    catchUp.isZero() ? Optional.empty() : Optional.of(catchUp),
                    correctedWithin,
                    kafka.partitions(),
                    kafka.replicas(),
                    rules.count("threads", defaults.threads(), 1, MAX_THREADS),
                    rules.count("standby_replicas", defaults.standbyReplicas(), 0, 100),
                    storeMemory(rules, defaults.storeMemoryBytes()),
                    rules.text("zone", defaults.zone()),
                    rules.text("advertised", address),
                    engine.withLookback(rules.interval("lookback", engine.lookback()))));
    rules.done();
    return config;
  }

  /** A watermark is as far behind the clock as the lateness, without any outage. */
  private static Duration catchUp(Section rules, Lateness lateness) {
    Duration catchUp = rules.duration("max_catch_up", Duration.ZERO);
    Duration latest =
        lateness.ofClusters().values().stream()
            .max(Comparator.naturalOrder())
            .filter(most -> most.compareTo(lateness.usual()) > 0)
            .orElse(lateness.usual());
    Duration least = latest.plus(CATCH_UP_BEYOND_LATENESS);
    if (!catchUp.isZero() && catchUp.compareTo(least) < 0) {
      throw rules.error(
          "\"max_catch_up\" must be at least %s, which is 2m more than the largest lateness: was %s"
              .formatted(
                  DurationText.format(least.toMillis()), DurationText.format(catchUp.toMillis())));
    }
    return catchUp;
  }

  private static long storeMemory(Section rules, long absent) {
    long bytes = rules.bytes("store_memory", absent);
    if (bytes < RuleEngineConfig.LEAST_STORE_MEMORY) {
      throw rules.error(
          "\"store_memory\" must be at least %dMiB: was %d bytes"
              .formatted(RuleEngineConfig.LEAST_STORE_MEMORY >> 20, bytes));
    }
    return bytes;
  }

  private static Set<String> sharded(GatewayConfig gateway) {
    return gateway.shards().entrySet().stream()
        .filter(shards -> shards.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
