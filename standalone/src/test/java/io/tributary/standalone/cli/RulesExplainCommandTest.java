package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesExplainCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String rules = "";

  @BeforeEach
  void write() throws IOException {
    rules =
        Files.writeString(
                directory.resolve("rules.yml"),
                """
                groups:
                - name: burn
                  interval: 30s
                  rules:
                  - record: cluster:errors:rate3d
                    expr: sum by (cluster) (rate(http_errors_total{job="api"}[3d]))
                  - alert: Errors
                    expr: cluster:errors:rate3d > 0.1
                    for: 5m
                - name: all
                  query_offset: 1m
                  rules:
                  - record: errors:p99
                    expr: histogram_quantile(0.99, sum by (le) (rate(latency_bucket[5m])))
                  - alert: TooManyErrors
                    expr: http_errors_total > 2 * scalar(http_errors_total)
                """)
            .toString();
  }

  private int run(String... args) {
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(args);
  }

  @Test
  void explain_saysWhereRulesRunAndWhatTheyLookAt() {
    assertThat(run("rules", "explain", "--partitions", "4", rules)).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .contains("rules.yml/burn, every 30s: evaluated in each partition")
        .contains("http_errors_total{job=\"api\"}, 3d back")
        .contains("An alert fires once its result has lasted 5m, through restarts.")
        .contains("rules.yml/all, every 1m: evaluated in one place, to which series are sent")
        .contains("because errors:p99: sum puts series of several clusters into one group")
        .contains("Estimates are for 1,000 series a selector, scraped every 15s.");
  }

  @Test
  void explain_needsNoMergingInOnePartition() throws IOException {
    assertThat(run("rules", "explain", "--partitions", "1", "--json", rules))
        .isEqualTo(ExitCode.OK);

    JsonNode groups = new ObjectMapper().readTree(out.toString()).get("groups");
    assertThat(groups).hasSize(2);
    for (JsonNode group : groups) {
      assertThat(group.get("scope").asText()).isEqualTo("local");
      assertThat(group.get("reason").asText()).isEqualTo("there is one partition");
      assertThat(group.get("rules").get(0).get("traffic_bytes_per_second").asLong()).isZero();
    }
    assertThat(groups.get(0).get("rules").get(0).get("selectors").get(0).get("window_ms").asLong())
        .isEqualTo(3L * 86_400_000);
  }

  @Test
  void explain_takesPartitionsAndShardsFromTheConfiguration() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("tributary.yml"),
            "kafka: {partitions: 6}\ngateway: {shards: {large: 3}}\n");
    assertThat(run("rules", "explain", "--config", config.toString(), rules))
        .isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .contains("a cluster that is spread over several partitions")
        .contains("because errors:p99: sum puts series of several clusters into one group");
  }

  @Test
  void explain_saysWhichResultsAreCorrected() throws IOException {
    String corrected =
        Files.readString(Path.of(rules)).replace("interval: 30s", "corrections: true");
    Files.writeString(Path.of(rules), corrected);
    assertThat(run("rules", "explain", rules)).isEqualTo(ExitCode.OK);

    assertThat(out.toString())
        .contains("are published again, up to 5m back (corrections)")
        .contains("It is an alert: what it was is not undone in spite of corrections");
  }

  @Test
  void explain_estimatesGrowWithTheSeries() {
    run("rules", "explain", "--partitions", "4", "--series", "100000", rules);

    assertThat(out.toString())
        .contains("Estimates are for 100,000 series")
        .contains("about 333 kB/s");
  }

  @Test
  void explain_saysWhatPartitionsSend() {
    run("rules", "explain", "--partitions", "4", rules);

    assertThat(out.toString())
        .contains("scope     partial: sum puts series")
        .contains("each partition sends its results every 1m")
        .contains("of sum by (le) (rate(latency_bucket[5m]))")
        .contains("scope     gather: scalar looks at the series of all clusters at once")
        .contains("each selected sample is sent once");
  }

  @Test
  void explain_namesAllSeriesThatAreSent() throws IOException {
    Files.writeString(
        Path.of(rules),
        "groups: [{name: a, rules: [{record: b, expr: x / on (job) group_left y}]}]");
    run("rules", "explain", "--partitions", "4", rules);

    assertThat(out.toString()).contains("sent are the series of x, y");
  }

  @Test
  void explain_refusesWhatCheckRefuses() throws IOException {
    Path wrong = Files.writeString(directory.resolve("wrong.yml"), "groups: [{name: a, rule: []}]");
    assertThat(run("rules", "explain", wrong.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("wrong.yml:1:");
  }
}
