package io.tributary.standalone.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.promql.syntax.SeriesDescriptionParser;
import io.tributary.standalone.interop.Peers;
import io.tributary.streams.rule.RuleFile;
import io.tributary.streams.unittest.RuleTestFile;
import io.tributary.streams.unittest.RuleTestRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lives of alerts, against the rule manager of the real Prometheus, which {@code promtool test
 * rules} runs in simulated time: {@code ALERTS}, {@code ALERTS_FOR_STATE} and recorded samples at
 * every instant, and labels and annotations of what fires.
 */
class AlertLifeIT {
  private static final long SEED = Long.getLong("oracle.seed", 20261126L);
  private static final int SCRIPTS = Integer.getInteger("oracle.scripts", 12);

  @TempDir Path directory;

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < SCRIPTS; i++) {
      seeds.add(SEED + i);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void alerts_liveAsInPrometheus(long seed) throws IOException, InterruptedException {
    AlertScript script = new AlertScript(seed);
    Path rules = Files.writeString(directory.resolve("rules.yml"), script.rules);
    RuleFile file =
        RuleFile.parse(
            rules.toString(), script.rules, Duration.ofSeconds(AlertScript.INTERVAL_SECONDS));
    assertThat(file.problems()).isEmpty();
    ScriptRun run = new ScriptRun(script, file.groups(), series(script));
    assertThat(run.checked).as("samples and alerts compared").isGreaterThan(100);
    String text = run.testFile(script);
    Path test = Files.writeString(directory.resolve("test.yml"), text);

    Process promtool =
        new ProcessBuilder(Peers.promtool().toString(), "test", "rules", test.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as("promtool, seed %d: %s", seed, said).isZero();

    // The same file with our own runner of unit tests.
    RuleTestFile ours = RuleTestFile.parse(test.toString(), text);
    assertThat(ours.problems()).isEmpty();
    assertThat(RuleTestRun.failures(ours, ours.cases().getFirst(), file.groups())).isEmpty();
  }

  private static List<SeriesDescription> series(AlertScript script) {
    List<SeriesDescription> series = new ArrayList<>();
    String[] lines = script.inputSeries.split("\n");
    for (int i = 0; i < lines.length; i += 2) {
      series.add(SeriesDescriptionParser.parse(quoted(lines[i]) + " " + quoted(lines[i + 1])));
    }
    return series;
  }

  private static String quoted(String line) {
    return line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\''));
  }
}
