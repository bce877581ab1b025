package io.tributary.standalone.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one rule must yield, worked out from what Prometheus says its expression gives. */
final class ReferenceRule {
  private static final Pattern LABEL = Pattern.compile("\\{\\{ *\\$labels\\.(\\w+) *}}");

  private final RuleGroup group;
  private final Rule rule;
  private final Results results;
  private final @Nullable AlertModel alerts;
  private TreeSet<Labels> present = new TreeSet<>();

  /** One result of the expression. */
  private static final class Point {
    final Labels labels;
    final double value;
    final double @Nullable [] histogram;

    Point(Labels labels, double value, double @Nullable [] histogram) {
      this.labels = labels;
      this.value = value;
      this.histogram = histogram;
    }
  }

  ReferenceRule(RuleGroup group, Rule rule, Results results) {
    this.group = group;
    this.rule = rule;
    this.results = results;
    this.alerts =
        rule instanceof AlertingRule alerting ? new AlertModel(alerting, group.limit()) : null;
  }

  /**
   * Evaluates the rule for all its instants in {@code (fromMs, untilMs]}.
   *
   * @return the samples that it records, all but histograms: what later rules may read
   */
  Batch evaluate(Reference reference, long fromMs, long untilMs) {
    Batch recorded = new Batch("");
    long interval = group.interval().toMillis();
    long first = (Math.floorDiv(fromMs, interval) + 1) * interval;
    long offset = group.queryOffset().toMillis();
    if (first > untilMs) {
      return recorded;
    }
    Map<Long, List<Point>> points = new HashMap<>();
    for (JsonNode series :
        reference.range(rule.expr(), first - offset, untilMs - offset, interval)) {
      Labels labels = labels(series.path("metric"));
      series.path("values").forEach(p -> add(points, labels, p, false));
      series.path("histograms").forEach(p -> add(points, labels, p, true));
    }
    for (long now = first; now <= untilMs; now += interval) {
      List<Point> current = points.getOrDefault(now - offset, List.of());
      switch (rule) {
        case RecordingRule recording -> record(recording, current, now - offset, recorded);
        case AlertingRule alerting -> alert(alerting, current, now, now - offset, recorded);
      }
    }
    return recorded;
  }

  /** To be called after the last evaluation. */
  void end() {
    if (alerts != null) {
      results.transitions.addAll(alerts.transitions);
      results.states.putAll(alerts.phases());
    }
  }

  private void record(RecordingRule recording, List<Point> points, long atMs, Batch recorded) {
    if (group.limit() > 0 && points.size() > group.limit()) {
      return;
    }
    TreeMap<Labels, Point> yielded = new TreeMap<>();
    for (Point point : points) {
      LabelsBuilder labels = point.labels.toBuilder().set(Labels.NAME, recording.name());
      recording.labels().forEach(labels::set);
      if (yielded.put(labels.build(), point) != null) {
        return;
      }
    }
    write(yielded, atMs, recorded);
  }

  private void alert(
      AlertingRule alerting, List<Point> points, long nowMs, long atMs, Batch recorded) {
    AlertModel model = java.util.Objects.requireNonNull(alerts);
    Map<Labels, Double> current = new TreeMap<>();
    for (Point point : points) {
      LabelsBuilder labels = point.labels.toBuilder().remove(Labels.NAME);
      alerting.labels().forEach((name, text) -> labels.set(name, expand(text, point.labels)));
      labels.set("alertname", alerting.name());
      if (current.put(labels.build(), point.value) != null) {
        return;
      }
    }
    if (!model.evaluate(current, nowMs)) {
      return;
    }
    TreeMap<Labels, Point> yielded = new TreeMap<>();
    Map<Labels, String> phases = model.phases();
    model
        .active()
        .forEach(
            (labels, activeAtMs) -> {
              Labels state =
                  labels.toBuilder()
                      .set(Labels.NAME, "ALERTS")
                      .set("alertstate", phases.getOrDefault(labels, ""))
                      .build();
              Labels since = labels.toBuilder().set(Labels.NAME, "ALERTS_FOR_STATE").build();
              yielded.put(state, new Point(state, 1, null));
              yielded.put(since, new Point(since, activeAtMs / 1000, null));
            });
    write(yielded, atMs, recorded);
  }

  private void write(Map<Labels, Point> yielded, long atMs, Batch recorded) {
    yielded.forEach(
        (labels, point) -> {
          results.record(labels, atMs, point.value, point.histogram);
          if (point.histogram == null) {
            recorded.add(series(labels), atMs, point.value);
          }
        });
    for (Labels labels : present) {
      if (!yielded.containsKey(labels)) {
        results.record(labels, atMs, StalenessMarker.VALUE, null);
        recorded.add(series(labels), atMs, StalenessMarker.VALUE);
      }
    }
    present = new TreeSet<>(yielded.keySet());
  }

  private static Target.Series series(Labels labels) {
    return new Target.Series("", labels, Fingerprint.of(labels));
  }

  private static String expand(String template, Labels labels) {
    Matcher matcher = LABEL.matcher(template);
    return matcher.replaceAll(found -> Matcher.quoteReplacement(labels.getOrEmpty(found.group(1))));
  }

  private static void add(
      Map<Long, List<Point>> points, Labels labels, JsonNode node, boolean histogram) {
    long timestampMs = new BigDecimal(node.path(0).asText()).movePointRight(3).longValueExact();
    JsonNode value = node.path(1);
    points
        .computeIfAbsent(timestampMs, key -> new ArrayList<>())
        .add(
            histogram
                ? new Point(labels, 0, numbers(value))
                : new Point(labels, number(value), null));
  }

  /** Count, sum, then bounds and count of each bucket that is not empty. */
  private static double[] numbers(JsonNode histogram) {
    List<Double> numbers = new ArrayList<>();
    numbers.add(number(histogram.path("count")));
    numbers.add(number(histogram.path("sum")));
    for (JsonNode bucket : histogram.path("buckets")) {
      for (int i = 1; i < 4; i++) {
        numbers.add(number(bucket.path(i)));
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double number(JsonNode text) {
    return switch (text.asText()) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text.asText());
    };
  }

  private static Labels labels(JsonNode metric) {
    Map<String, String> labels = new TreeMap<>();
    metric.properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    return Labels.of(labels);
  }
}
