package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PromqlCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(args);
  }

  @Test
  void format_laysAQueryOut() {
    assertThat(run("promql", "format", "--columns", "19", "sum by(job)(rate(http_total[5m]))"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .isEqualToIgnoringNewLines("sum by (job) (\n  rate(\n    http_total[5m]\n  )\n)\n");
  }

  @Test
  void format_readsAQueryFromAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("query.promql"), "sum( up )  by(job)\n");
    assertThat(run("promql", "format", "--one-line", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString().strip()).isEqualTo("sum by (job) (up)");
  }

  @Test
  void format_saysWhereAQueryIsWrong() {
    assertThat(run("promql", "format", "sum(up{job=node})")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains(
            "1:12: parse error: unexpected identifier \"node\" in label matching, expected string");
  }

  @Test
  void explain_showsThePlan() {
    assertThat(run("promql", "explain", "sum(rate(http_total[5m]))")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("http_total", "sum");
  }

  @Test
  void explain_measuresWhatItRuns() throws Exception {
    Path file =
        Files.writeString(directory.resolve("load.test"), "load 1m\n  up{job=\"a\"} 1x10\n");
    assertThat(
            run(
                "promql",
                "explain",
                "--json",
                "--analyze",
                file.toString(),
                "--at",
                "60",
                "sum(up)"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("\"series\"", "\"samples\"");
  }

  @Test
  void test_countsWhatPasses() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("good.test"),
            "load 1m\n  up{job=\"a\"} 1 2 3\n\neval instant at 2m up\n  up{job=\"a\"} 3\n");
    assertThat(run("promql", "test", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("1 of 1 evals passed");
  }

  @Test
  void test_printsWhatCameInstead() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("bad.test"),
            "load 1m\n  up 1 2 3\n\neval instant at 2m up\n  up 4\n");
    assertThat(run("promql", "test", file.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("bad.test:4", "0 of 1 evals passed");
  }

  @Test
  void test_refusesAScriptThatIsNone() throws Exception {
    Path file = Files.writeString(directory.resolve("none.test"), "lod 1m\n");
    assertThat(run("promql", "test", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("none.test:1");
  }
}
