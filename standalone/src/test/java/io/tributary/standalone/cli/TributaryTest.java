package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TributaryTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(args);
  }

  @Test
  void help_namesEveryVerbAndAFirstStep() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("up", "tail", "rules", "tributary demo");
  }

  @Test
  void everyVerb_explainsItself() {
    for (String verb : Tributary.commandLine().getSubcommands().keySet()) {
      out.getBuffer().setLength(0);
      assertThat(run(verb, "--help")).isEqualTo(ExitCode.OK);
      assertThat(out.toString()).as(verb).contains("Usage: ");
    }
  }

  @Test
  void configurationMistake_isOneMessageWithoutAStackTrace() throws Exception {
    Path file = Files.writeString(directory.resolve("t.yml"), "lisen: :1\n");
    assertThat(run("up", "--config", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "tributary: %s:1: unknown key \"lisen\": did you mean \"listen\"?".formatted(file));
  }

  @Test
  void unknownVerb_isOneLineWithTheNearestAndWhereToReadOn() {
    assertThat(run("dmo")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("'dmo'", "demo", "See: tributary --help");
    assertThat(err.toString().lines().count()).isLessThan(5);
  }

  @Test
  void missingFile_isNamedWithoutAStackTrace() {
    assertThat(run("promql", "test", "/nowhere/x.test")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("tributary: /nowhere/x.test: there is no such file");
  }

  @Test
  void dataDirectoryThatIsAFile_isNamedWithWhatToDo() throws Exception {
    Path file = Files.writeString(directory.resolve("f"), "");
    assertThat(run("up", "--data", file.toString(), "--listen", "127.0.0.1:0"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(file.toString(), "a file, not a folder", "--data DIR");
  }

  @Test
  void portThatIsTaken_isNamedBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertThat(run("up", "--data", directory.toString(), "--listen", address))
          .isEqualTo(ExitCode.USAGE);
      assertThat(err.toString()).contains("cannot listen on " + address, "--listen");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void rulesCheck_countsValidRules() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("r.yml"),
            "groups: [{name: g, rules: [{record: a, expr: sum(b)}, {alert: C, expr: a > 1}]}]\n");
    assertThat(run("rules", "check", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("group g: 2 rules", "2 rules in 1 group: valid");
  }

  @Test
  void rulesCheck_namesTheAlertsThatAreNotCorrected() throws Exception {
    String rules =
        """
        groups:
        - name: g
          corrections: true
          rules:
          - record: a
            expr: up
          - alert: Down
            expr: up == 0
        """;
    Path file = Files.writeString(directory.resolve("r.yml"), rules);

    assertThat(run("rules", "check", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("corrections leave what alerts were as it is: Down");
  }

  @Test
  void rulesCheck_failsWithFileAndLine() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("r.yml"),
            "groups:\n- name: g\n  rules:\n  - recrd: a\n    expr: b\n");
    assertThat(run("rules", "check", file.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains(file + ":4");
  }

  @Test
  void tail_refusesAnUnknownTopic() {
    assertThat(run("tail", "smples")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no topic \"smples\"", "samples, recorded, alerts");
  }
}
