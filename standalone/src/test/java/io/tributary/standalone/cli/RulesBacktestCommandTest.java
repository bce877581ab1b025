package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.streams.backtest.AlertEpisode;
import io.tributary.streams.backtest.BacktestReport;
import io.tributary.streams.backtest.BacktestReport.RuleOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesBacktestCommandTest {
  private static final BacktestReport REPORT =
      new BacktestReport(
          1_764_172_800_000L,
          1_764_176_400_000L,
          1_234_567,
          List.of(
              new RuleOutcome("r.yml/g", "cluster:up:sum", false, 3, 720, 0, 0, null),
              new RuleOutcome("r.yml/g", "Down", true, 0, 0, 1, 1, "no such label")),
          List.of(
              new AlertEpisode(
                  "r.yml/g",
                  "Down",
                  Labels.of("alertname", "Down", "cluster", "eu"),
                  Map.of("summary", "it is down"),
                  1_764_172_815_000L,
                  1_764_173_115_000L,
                  1_764_173_400_000L,
                  0),
              new AlertEpisode(
                  "r.yml/g",
                  "Down",
                  Labels.of("alertname", "Down", "cluster", "us"),
                  Map.of(),
                  1_764_176_385_000L,
                  0,
                  0,
                  Double.NaN)),
          List.of("The log ends early."));

  @TempDir Path directory;

  private final StringWriter err = new StringWriter();

  @Test
  void text_showsRulesAndTheLifeOfEachAlert() {
    assertThat(BacktestText.of(REPORT, ZoneId.of("UTC")).lines())
        .containsExactly(
            "2025-11-26 16:00:00 to 2025-11-26 17:00:00, 1,234,567 samples read",
            "Note: The log ends early.",
            "",
            "record  cluster:up:sum  3 series, 720 samples          r.yml/g",
            "alert   Down            1 alert fired, 1 only pending  r.yml/g",
            "Down failed at last: no such label",
            "",
            "ALERT  PENDING              FIRING               ENDED                VALUE  LABELS",
            "Down   2025-11-26 16:00:15  2025-11-26 16:05:15  2025-11-26 16:10:00  0"
                + "      {cluster=\"eu\"}",
            "Down   2025-11-26 16:59:45  never                lasts                NaN"
                + "    {cluster=\"us\"}");
  }

  @Test
  void json_leavesOutWhatDidNotHappen() {
    String json = BacktestJson.of(REPORT);

    assertThat(json)
        .contains("\"from\" : \"2025-11-26T16:00:00Z\"", "\"firing_at\" : \"2025-11-26T16:05:15Z\"")
        .contains("\"summary\" : \"it is down\"", "\"value\" : \"NaN\"");
    assertThat(json.split("firing_at")).hasSize(2);
  }

  @Test
  void progress_isOneLine() {
    StringWriter drawn = new StringWriter();
    ProgressBar bar = ProgressBar.on(new PrintWriter(drawn));
    bar.at(0.5, 1_764_172_800_000L);
    bar.at(0.501, 1_764_172_801_000L);
    assertThat(drawn.toString())
        .isEqualTo("\r[" + "#".repeat(20) + " ".repeat(20) + "]  50 %  2025-11-26T16:00:00Z ");
    bar.clear();
    assertThat(drawn.toString()).endsWith("\r").doesNotContain("\n");
  }

  @Test
  void mistakes_areNamed() {
    assertThat(run("--from", "-1h")).contains("which rules? Give a FILE");
    assertThat(run("--expr", "up", "--from", "yesterday")).contains("\"yesterday\" is no time");
    assertThat(run("--expr", "up", "--from", "-1h", "--to", "-2h")).contains("is not after --from");
    assertThat(run("--expr", "up ==", "--from", "-1h", "--kafka", "127.0.0.1:1"))
        .contains("--expr up ==:");
    assertThat(run("--expr", "up", "--for", "soon", "--from", "-1h")).contains("--for soon:");
  }

  private String run(String... args) {
    err.getBuffer().setLength(0);
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    String[] all = new String[args.length + 2];
    all[0] = "rules";
    all[1] = "backtest";
    System.arraycopy(args, 0, all, 2, args.length);
    assertThat(command.execute(all)).isEqualTo(ExitCode.USAGE);
    return err.toString();
  }
}
