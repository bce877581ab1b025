package io.tributary.standalone.cli;

import io.tributary.schemas.labels.Labels;
import io.tributary.standalone.tail.Values;
import io.tributary.streams.alert.AlertSeries;
import io.tributary.streams.backtest.AlertEpisode;
import io.tributary.streams.backtest.BacktestReport;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code rules backtest} prints. Of one thread. */
final class BacktestText {
  private final DateTimeFormatter times;
  private final StringBuilder out = new StringBuilder();

  private BacktestText(ZoneId zone) {
    times = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone);
  }

  static String of(BacktestReport report, ZoneId zone) {
    BacktestText text = new BacktestText(zone);
    text.report(report);
    return text.out.toString();
  }

  private void report(BacktestReport report) {
    line(
        String.format(
            Locale.ROOT,
            "%s to %s, %,d samples read",
            time(report.fromMs()),
            time(report.untilMs()),
            report.samplesRead()));
    report.notes().forEach(note -> line("Note: " + note));
    line("");
    List<List<String>> rules = new ArrayList<>();
    report.rules().forEach(rule -> rules.add(rule(rule)));
    table(rules);
    report.rules().stream()
        .filter(rule -> rule.lastError() != null)
        .forEach(rule -> line(rule.rule() + " failed at last: " + rule.lastError()));
    if (!report.episodes().isEmpty()) {
      line("");
      List<List<String>> episodes = new ArrayList<>();
      episodes.add(List.of("ALERT", "PENDING", "FIRING", "ENDED", "VALUE", "LABELS"));
      report.episodes().forEach(episode -> episodes.add(episode(episode)));
      table(episodes);
    }
  }

  private static List<String> rule(BacktestReport.RuleOutcome rule) {
    String did =
        rule.alert()
            ? count(rule.fired(), "alert") + " fired, " + rule.pendingOnly() + " only pending"
            : count(rule.series(), "series") + ", " + count(rule.samples(), "sample");
    return List.of(rule.alert() ? "alert" : "record", rule.rule(), did, rule.group());
  }

  private static String count(long number, String what) {
    String plural = number == 1 || what.equals("series") ? what : what + "s";
    return String.format(Locale.ROOT, "%,d %s", number, plural);
  }

  private List<String> episode(AlertEpisode episode) {
    Labels labels = episode.labels().without(Set.of(AlertSeries.ALERT_NAME));
    return List.of(
        episode.alert(),
        time(episode.pendingAtMs()),
        episode.fired() ? time(episode.firingAtMs()) : "never",
        episode.endedAtMs() == 0 ? "lasts" : time(episode.endedAtMs()),
        Values.number(episode.value()),
        labels.toString());
  }

  private String time(long timestampMs) {
    return times.format(Instant.ofEpochMilli(timestampMs));
  }

  /** Rows of as many columns, each as wide as its widest. */
  private void table(List<List<String>> rows) {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      line(line.toString().stripTrailing());
    }
  }

  private void line(String text) {
    out.append(text).append(System.lineSeparator());
  }
}
