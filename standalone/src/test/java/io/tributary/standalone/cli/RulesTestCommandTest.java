package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesTestCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();

  @BeforeEach
  void writeRules() throws IOException {
    Files.writeString(
        directory.resolve("rules.yml"),
        """
        groups:
        - name: g
          rules:
          - {record: 'cluster:up:sum', expr: sum by (cluster) (up)}
          - alert: Down
            expr: up == 0
            for: 2m
            annotations: {summary: '{{ $labels.instance }} has {{ $value }}'}
        """);
  }

  private int run(String expectedSum) throws IOException {
    Path test =
        Files.writeString(
            directory.resolve("test.yml"),
            """
            rule_files: ['*les.yml']
            evaluation_interval: 1m
            tests:
            - input_series:
              - {series: 'up{cluster="eu", instance="a"}', values: '1 1 0x9'}
              - {series: 'up{cluster="eu", instance="b"}', values: '1x11'}
              alert_rule_test:
              - {eval_time: 3m, alertname: Down, exp_alerts: []}
              - eval_time: 4m30s
                alertname: Down
                exp_alerts:
                - exp_labels: {cluster: eu, instance: a}
                  exp_annotations: {summary: a has 0}
              promql_expr_test:
              - expr: cluster:up:sum
                eval_time: 5m
                exp_samples: [{labels: 'cluster:up:sum{cluster="eu"}', value: %s}]
            """
                .formatted(expectedSum));
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(out));
    return command.execute("rules", "test", test.toString());
  }

  @Test
  void test_passesWhereAllIsAsExpected() throws IOException {
    assertThat(run("1")).as(out::toString).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("passed");
  }

  @Test
  void test_saysWhatCameOutOtherwise() throws IOException {
    assertThat(run("2")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .contains(
            "query cluster:up:sum at 5m:\n",
            "    expected and not there: cluster:up:sum{cluster=\"eu\"} 2.0\n",
            "    not expected: cluster:up:sum{cluster=\"eu\"} 1.0\n");
  }

  @Test
  void test_saysWhereTheFileIsWrong() throws IOException {
    assertThat(run("much")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("test.yml:17:", "\"much\" is not a number");
  }
}
