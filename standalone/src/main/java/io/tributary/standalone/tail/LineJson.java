package io.tributary.standalone.tail;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.proto.alert.RuleIdentity;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lines for programs: one JSON object each. Numbers are exact; NaN, infinities and the staleness
 * marker are the strings "NaN", "+Inf", "-Inf" and "stale". Times are milliseconds.
 */
public final class LineJson {
  private LineJson() {}

  /** The line's JSON object. */
  public static String of(Line line) {
    return switch (line) {
      case Line.Sample s ->
          sample(s.cluster(), s.labels(), s.timestampMs(), s.correction())
              .number("value", s.value())
              .end();
      case Line.Histogram h ->
          sample(h.cluster(), h.labels(), h.timestampMs(), h.correction())
              .text("histogram", h.histogram().toString())
              .end();
      case Line.Tick t ->
          new Json()
              .number("tick_of_partition", t.partition())
              .number("watermark", t.watermarkMs())
              .end();
      case Line.Alert a -> alert(a.key(), a.alert());
      case Line.AlertGone g -> new Json().text("key", g.key()).text("state", "forgotten").end();
      case Line.Progress p ->
          new Json()
              .text("key", p.key())
              .number("evaluated_until", p.progress().getEvaluatedUntilMs())
              .end();
      case Line.Transition t -> transition(t.key(), t.transition());
      case Line.Other o ->
          new Json()
              .text("key", o.key())
              .number("timestamp", o.timestampMs())
              .number("bytes", o.bytes())
              .texts("headers", o.headers())
              .end();
    };
  }

  private static Json sample(String cluster, Labels labels, long timestampMs, boolean correction) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      map.put(labels.name(i), labels.value(i));
    }
    Json json =
        new Json().text("cluster", cluster).texts("labels", map).number("timestamp", timestampMs);
    return correction ? json.flag("correction") : json;
  }

  private static String alert(String key, AlertRecord a) {
    return rule(new Json().text("key", key), a.getRule())
        .text("state", Values.state(a.getState()))
        .texts("labels", new TreeMap<>(a.getLabelsMap()))
        .texts("annotations", new TreeMap<>(a.getAnnotationsMap()))
        .number("value", a.getValue())
        .number("active_at", a.getActiveAtMs())
        .number("fired_at", a.getFiredAtMs())
        .number("resolved_at", a.getResolvedAtMs())
        .number("evaluated_at", a.getEvaluatedAtMs())
        .end();
  }

  private static String transition(String key, AlertTransition t) {
    return rule(new Json().text("key", key), t.getRule())
        .text("from", Values.state(t.getFrom()))
        .text("to", Values.state(t.getTo()))
        .texts("labels", new TreeMap<>(t.getLabelsMap()))
        .texts("annotations", new TreeMap<>(t.getAnnotationsMap()))
        .number("value", t.getValue())
        .number("at", t.getAtMs())
        .number("active_at", t.getActiveAtMs())
        .end();
  }

  private static Json rule(Json json, RuleIdentity rule) {
    return json.text("source", rule.getSource())
        .text("group", rule.getGroup())
        .text("alert", rule.getAlert())
        .text("expr", rule.getExpr())
        .text("rule_version", rule.getVersion());
  }
}
