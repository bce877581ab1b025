package io.tributary.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.backtest.AlertEpisode;
import io.tributary.streams.backtest.BacktestReport;
import java.time.Instant;

/**
 * What {@code rules backtest --json} prints: {@code {"from": ..., "until": ..., "rules": [...],
 * "alerts": [...]}}, times as RFC 3339; what did not happen is left out.
 */
final class BacktestJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BacktestJson() {}

  static String of(BacktestReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("from", time(report.fromMs()))
        .put("until", time(report.untilMs()))
        .put("samples_read", report.samplesRead());
    ArrayNode notes = root.putArray("notes");
    report.notes().forEach(notes::add);
    ArrayNode rules = root.putArray("rules");
    report.rules().forEach(rule -> rule(rules.addObject(), rule));
    ArrayNode alerts = root.putArray("alerts");
    report.episodes().forEach(episode -> episode(alerts.addObject(), episode));
    return root.toPrettyString() + System.lineSeparator();
  }

  private static void rule(ObjectNode into, BacktestReport.RuleOutcome rule) {
    into.put("group", rule.group())
        .put("name", rule.rule())
        .put("type", rule.alert() ? "alerting" : "recording");
    if (rule.alert()) {
      into.put("fired", rule.fired()).put("pending_only", rule.pendingOnly());
    } else {
      into.put("series", rule.series()).put("samples", rule.samples());
    }
    if (rule.lastError() != null) {
      into.put("last_error", rule.lastError());
    }
  }

  private static void episode(ObjectNode into, AlertEpisode episode) {
    into.put("group", episode.group()).put("alert", episode.alert());
    ObjectNode labels = into.putObject("labels");
    Labels of = episode.labels();
    for (int i = 0; i < of.size(); i++) {
      labels.put(of.name(i), of.value(i));
    }
    ObjectNode annotations = into.putObject("annotations");
    episode.annotations().forEach(annotations::put);
    into.put("pending_at", time(episode.pendingAtMs()));
    if (episode.fired()) {
      into.put("firing_at", time(episode.firingAtMs()));
    }
    if (episode.endedAtMs() != 0) {
      into.put("ended_at", time(episode.endedAtMs()));
    }
    // As text: JSON has no NaN.
    into.put("value", Double.toString(episode.value()));
  }

  private static String time(long timestampMs) {
    return Instant.ofEpochMilli(timestampMs).toString();
  }
}
