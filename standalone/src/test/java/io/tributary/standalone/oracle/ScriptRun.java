package io.tributary.standalone.oracle;

import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.streams.alert.Alert;
import io.tributary.streams.alert.AlertPhase;
import io.tributary.streams.backtest.Replay;
import io.tributary.streams.eval.Emissions;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.OutputSeries;
import io.tributary.streams.rule.RuleGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What our engine makes of an {@link AlertScript}, said as expectations in the format of {@code
 * promtool test rules}: every recorded sample at every instant, and now and then what fires.
 */
final class ScriptRun implements Emissions {
  private static final long INTERVAL_MS = AlertScript.INTERVAL_SECONDS * 1000L;

  private final TreeMap<Long, List<String>> samples = new TreeMap<>();
  private final StringBuilder alertTests = new StringBuilder();
  private final List<String> alerts;
  int checked;

  ScriptRun(AlertScript script, List<RuleGroup> groups, List<SeriesDescription> series) {
    alerts = script.alerts;
    EvaluationOptions options =
        new EvaluationOptions(
            EngineOptions.defaults(), "cluster", Labels.EMPTY, "", Long.MAX_VALUE, 300_000, 1_000);
    Replay replay = new Replay(options, groups, this);
    replay.advance(-1);
    for (int i = 0; i <= AlertScript.EVALUATIONS; i++) {
      long now = i * INTERVAL_MS;
      samples.put(now, new ArrayList<>());
      replay.take(record(series, i));
      replay.advance(now);
      if (i % 9 == 5) {
        firing(replay, now);
      }
    }
  }

  private static byte[] record(List<SeriesDescription> series, int index) {
    RequestWriter writer = new RequestWriter();
    for (SeriesDescription one : series) {
      SeriesDescription.Item item = one.items().get(index);
      if (!item.omitted()) {
        writer.startSeries(Fingerprint.of(one.labels()), one.labels());
        writer.sample(index * INTERVAL_MS, item.value(), 0);
        writer.endSeries();
      }
    }
    return writer.toByteArray();
  }

  private void firing(Replay replay, long nowMs) {
    Map<String, List<Alert>> firing = new TreeMap<>();
    replay.status().stream()
        .flatMap(group -> group.rules().stream())
        .forEach(
            rule ->
                rule.alerts().stream()
                    .filter(alert -> alert.phase() == AlertPhase.FIRING)
                    .forEach(
                        alert ->
                            firing
                                .computeIfAbsent(rule.rule().name(), n -> new ArrayList<>())
                                .add(alert)));
    for (String name : alerts) {
      alertTests.append(
          "      - eval_time: %ds\n        alertname: %s\n        exp_alerts:%s\n"
              .formatted(nowMs / 1000, name, firing.containsKey(name) ? "" : " []"));
      for (Alert alert : firing.getOrDefault(name, List.of())) {
        alertTests.append("          - exp_labels:\n");
        for (int i = 0; i < alert.labels().size(); i++) {
          field(alert.labels().name(i), alert.labels().value(i));
        }
        alertTests.append("            exp_annotations:\n");
        new TreeMap<>(alert.annotations()).forEach(this::field);
        checked++;
      }
    }
  }

  private void field(String name, String value) {
    alertTests.append("              %s: '%s'\n".formatted(name, value.replace("'", "''")));
  }

  /** A test file of promtool. */
  String testFile(AlertScript script) {
    StringBuilder text = new StringBuilder("rule_files: [rules.yml]\n");
    String interval = AlertScript.INTERVAL_SECONDS + "s";
    text.append("evaluation_interval: ").append(interval).append("\n");
    text.append("group_eval_order: [g0, g1, g2]\ntests:\n");
    text.append("  - interval: ").append(interval).append("\n    input_series:\n");
    text.append(script.inputSeries).append("    alert_rule_test:\n").append(alertTests);
    text.append("    promql_expr_test:\n");
    samples.forEach(
        (now, lines) -> {
          text.append("      - expr: '{__name__=~\"ALERTS.*|rec:.*\"}'\n");
          text.append("        eval_time: ").append(now / 1000).append("s\n");
          text.append("        exp_samples:").append(lines.isEmpty() ? " []\n" : "\n");
          lines.forEach(text::append);
        });
    return text.toString();
  }

  @Override
  public void sample(OutputSeries series, long timestampMs, double value) {
    if (!StalenessMarker.is(value)) {
      checked++;
      samples
          .getOrDefault(timestampMs, new ArrayList<>())
          .add(
              "          - {labels: '%s', value: %s}\n"
                  .formatted(series.labels().toString().replace("'", "''"), value));
    }
  }

  @Override
  public void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    throw new AssertionError("no series has histograms");
  }

  @Override
  public void alert(String alertKey, @Nullable AlertRecord alert, long nowMs) {}

  @Override
  public void transition(String alertKey, AlertTransition transition) {}

  @Override
  public void endGroup(long nowMs) {}

  @Override
  public void progress(long evaluatedUntilMs) {}
}
