package io.tributary.standalone.tail;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.AlertTransition;
import java.util.stream.Collectors;

/** Lines for people: time first, then what it is about, then what it says. */
public final class LineText {
  private LineText() {}

  /** The line's text. */
  public static String of(Line line) {
    return switch (line) {
      case Line.Sample s ->
          sample(s.timestampMs(), s.labels(), Values.number(s.value()), s.correction());
      case Line.Histogram h ->
          sample(h.timestampMs(), h.labels(), h.histogram().toString(), h.correction());
      case Line.Tick t ->
          "%s  tick of partition %d".formatted(Values.time(t.watermarkMs()), t.partition());
      case Line.Alert a -> alert(a.alert());
      case Line.AlertGone g -> "%s  forgotten  %s".formatted(Values.time(g.timestampMs()), g.key());
      case Line.Progress p ->
          "%s  evaluated by %s".formatted(Values.time(p.progress().getEvaluatedUntilMs()), p.key());
      case Line.Transition t -> transition(t.transition());
      case Line.Other o ->
          "%s  %s  %d bytes  %s"
              .formatted(
                  Values.time(o.timestampMs()),
                  o.key(),
                  o.bytes(),
                  o.headers().entrySet().stream()
                      .map(e -> e.getKey() + "=" + e.getValue())
                      .collect(Collectors.joining(" ")));
    };
  }

  /** The state's name as people write it. */
  public static String state(AlertState state) {
    return Values.state(state);
  }

  private static String sample(long timestampMs, Labels labels, String value, boolean correction) {
    return "%s  %s  %s%s"
        .formatted(Values.time(timestampMs), labels, value, correction ? "  (corrected)" : "");
  }

  private static String alert(AlertRecord a) {
    return "%s  %-8s  %s  value=%s"
        .formatted(
            Values.time(a.getEvaluatedAtMs()),
            Values.state(a.getState()),
            Labels.of(a.getLabelsMap()),
            Values.number(a.getValue()));
  }

  private static String transition(AlertTransition t) {
    return "%s  %s -> %s  %s  value=%s"
        .formatted(
            Values.time(t.getAtMs()),
            Values.state(t.getFrom()),
            Values.state(t.getTo()),
            Labels.of(t.getLabelsMap()),
            Values.number(t.getValue()));
  }
}
