package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigSource;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every verb that starts parts takes. */
final class ProcessOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML configuration; flags win over it. See docs/configuration.md.")
  private @Nullable Path config;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Address of HTTP. Default: 0.0.0.0:9090. (listen)")
  private @Nullable String listen;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: data. (data)")
  private @Nullable String data;

  /** The file with these flags on top. */
  ConfigSource source() {
    return ConfigSource.of(config).set("--listen", "listen", listen).set("--data", "data", data);
  }

  boolean hasData() {
    return data != null;
  }
}
