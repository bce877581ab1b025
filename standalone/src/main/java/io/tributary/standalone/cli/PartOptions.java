package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs take that run one part against an external Kafka. */
final class PartOptions {
  @Mixin private ProcessOptions process = new ProcessOptions();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT,...",
      description = "Where Kafka is. (kafka.bootstrap)")
  private @Nullable String kafka;

  ConfigSource source() {
    return process.source().set("--kafka", "kafka.bootstrap", kafka);
  }
}
