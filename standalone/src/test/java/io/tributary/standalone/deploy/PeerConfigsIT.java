package io.tributary.standalone.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The peers' own tools read what is meant for them; {@code peers.dir} says where they are. */
class PeerConfigsIT {
  private static final Path COMPOSE = Documents.root().resolve("compose");

  @TempDir Path folder;

  @Test
  void prometheus_readsTheHubsConfiguration() throws Exception {
    run("promtool", "check", "config", COMPOSE.resolve("hub.yml").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent-east.yml", "agent-west.yml"})
  void prometheus_readsTheAgentsConfigurations(String file) throws Exception {
    run("promtool", "check", "config", "--agent", COMPOSE.resolve(file).toString());
  }

  @Test
  void alertmanager_readsItsConfiguration() throws Exception {
    run("amtool", "check-config", COMPOSE.resolve("alertmanager.yml").toString());
  }

  /** The operator writes the spec of an object as a rule file: so does this. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "base/rules/cluster-alerts.yaml",
        "base/rules/cluster-recording.yaml",
        "base/monitoring.yaml"
      })
  void prometheus_takesTheRules(String manifest) throws Exception {
    Path rules = folder.resolve("rules.yml");
    for (var document : Documents.all(Documents.root().resolve("k8s").resolve(manifest))) {
      if (document.path("kind").asText().equals("PrometheusRule")) {
        Files.writeString(rules, document.path("spec").toString());
      }
    }
    run("promtool", "check", "rules", rules.toString());
  }

  private void run(String tool, String... arguments) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    List<String> command =
        Stream.concat(
                Stream.of(Path.of(System.getProperty("peers.dir", "/usr/bin"), tool).toString()),
                Stream.of(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output, UTF_8)).isZero();
  }
}
