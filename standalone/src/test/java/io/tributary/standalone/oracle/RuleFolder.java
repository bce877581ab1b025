package io.tributary.standalone.oracle;

import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleLoader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The rule files beside these tests. */
final class RuleFolder {
  static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

  private RuleFolder() {}

  static Path path() throws IOException {
    return path("/oracle");
  }

  /** These, and groups with corrections, which Prometheus has no answers for. */
  static List<Path> withCorrections() throws IOException {
    return List.of(path(), path("/oracle-corrections"));
  }

  private static Path path(String resource) throws IOException {
    try {
      return Path.of(
          java.util.Objects.requireNonNull(RuleFolder.class.getResource(resource)).toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  static List<RuleGroup> groups() throws IOException {
    RuleLoader.Loaded loaded = new RuleLoader(List.of(path()), DEFAULT_INTERVAL).load();
    if (!loaded.problems().isEmpty()) {
      throw new AssertionError(loaded.problems());
    }
    return loaded.rules().groups();
  }
}
