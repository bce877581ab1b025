package io.tributary.standalone.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random series and alerting rules, as texts of the format of {@code promtool test rules}: gaps,
 * markers, values around the thresholds; {@code for}, {@code keep_firing_for}, templates, chains in
 * both directions. No evaluation fails, because promtool takes that for a failed test.
 */
final class AlertScript {
  static final int INTERVAL_SECONDS = 15;
  static final int EVALUATIONS = 90;

  private static final List<String> DURATIONS = List.of("0s", "15s", "40s", "1m", "2m", "5m");

  private final Random random;
  final String rules;
  final List<String> alerts = new ArrayList<>();

  /** {@code - series: ...} with {@code values: ...}, indented for a test. */
  final String inputSeries;

  AlertScript(long seed) {
    random = new Random(seed);
    StringBuilder series = new StringBuilder();
    for (String cluster : List.of("eu", "us")) {
      for (String instance : List.of("a", "b", "c")) {
        series.append(
            "      - series: 'load{cluster=\"%s\", instance=\"%s\"}'\n        values: '%s'\n"
                .formatted(cluster, instance, values()));
      }
      series.append(
          "      - series: 'total{cluster=\"%s\"}'\n        values: '%s'\n"
              .formatted(cluster, counter()));
    }
    inputSeries = series.toString();
    StringBuilder text = new StringBuilder("groups:\n");
    for (int group = 0; group < 3; group++) {
      text.append("- name: g").append(group).append("\n");
      if (random.nextInt(3) == 0) {
        text.append("  labels: {team: t").append(group).append("}\n");
      }
      text.append("  rules:\n");
      for (int i = 0; i < 4; i++) {
        text.append(rule("A" + group + i));
      }
    }
    rules = text.toString();
  }

  private String rule(String name) {
    if (random.nextInt(4) == 0) {
      return "  - record: 'rec:%s'\n    expr: '%s'\n".formatted(name, expr());
    }
    alerts.add(name);
    StringBuilder rule = new StringBuilder();
    rule.append("  - alert: ").append(name).append("\n    expr: '").append(expr()).append("'\n");
    rule.append("    for: ").append(pick(DURATIONS)).append("\n");
    if (random.nextBoolean()) {
      rule.append("    keep_firing_for: ").append(pick(DURATIONS)).append("\n");
    }
    rule.append("    labels:\n      severity: ").append(pick(List.of("page", "info"))).append("\n");
    if (random.nextInt(3) == 0) {
      rule.append("      where: '{{ $labels.cluster }}/{{ $labels.instance }}'\n");
    }
    if (random.nextInt(6) == 0) {
      rule.append("      level: '{{ if gt $value 2.5 }}high{{ else }}low{{ end }}'\n");
    }
    rule.append("    annotations:\n      summary: '{{ $value | humanize }} of {{ $labels }}'\n");
    if (random.nextInt(4) == 0) {
      rule.append(
          "      sum: '{{ with query \"sum(load)\" }}{{ . | first | value | printf \"%.3f\" }}{{"
              + " end }}'\n");
    }
    return rule.toString();
  }

  private String expr() {
    String bound = pick(List.of("0.5", "1.5", "2.5"));
    return switch (random.nextInt(9)) {
      case 0 -> "sum by (cluster) (load) > " + bound + " * 2";
      case 1 -> "rate(total[1m]) > 0.1 * " + bound;
      case 2 -> "absent(load{instance=\"a\", cluster=\"eu\"})";
      case 3 -> "count by (cluster) (ALERTS{alertstate=\"firing\", alertname=~\"A.[01]\"}) > 0";
      case 4 ->
          "time() - max by (cluster, instance) (ALERTS_FOR_STATE{alertname=\"A"
              + random.nextInt(3)
              + "0\"}) >= 30";
      case 5 -> "avg_over_time(load[1m]) > " + bound + " unless load > 2.9";
      case 6 -> "max by (cluster) ({__name__=~\"rec:A.*\"}) > " + bound;
      default -> "load > " + bound;
    };
  }

  private String values() {
    StringBuilder values = new StringBuilder();
    int level = random.nextInt(4);
    for (int i = 0; i <= EVALUATIONS; i++) {
      level = random.nextInt(6) == 0 ? random.nextInt(4) : level;
      int kind = random.nextInt(25);
      values.append(kind == 0 ? "stale" : kind == 1 ? "_" : Integer.toString(level)).append(' ');
    }
    return values.toString().strip();
  }

  private String counter() {
    StringBuilder values = new StringBuilder();
    int total = 0;
    for (int i = 0; i <= EVALUATIONS; i++) {
      total = random.nextInt(30) == 0 ? 0 : total + random.nextInt(i / 20 % 2 == 0 ? 9 : 2);
      values.append(random.nextInt(20) == 0 ? "_" : Integer.toString(total)).append(' ');
    }
    return values.toString().strip();
  }

  private String pick(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
