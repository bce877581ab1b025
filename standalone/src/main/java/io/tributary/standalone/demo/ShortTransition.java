package io.tributary.standalone.demo;

import io.tributary.schemas.labels.Labels;
import io.tributary.standalone.tail.Line;
import io.tributary.standalone.tail.LineText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A change of an alert's state on one line of a terminal; {@code tributary tail} tells it whole.
 */
final class ShortTransition {
  private static final int LABELS_WIDTH = 60;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ShortTransition() {}

  static String of(Line line) {
    if (!(line instanceof Line.Transition(String key, var transition))) {
      return LineText.of(line);
    }
    TreeMap<String, String> labels = new TreeMap<>(transition.getLabelsMap());
    String name = labels.remove("alertname");
    labels.remove("severity");
    String text = Labels.of(labels).toString();
    return String.format(
        Locale.ROOT,
        "%s  %-18s %8s -> %-8s  %s",
        TIME.format(Instant.ofEpochMilli(transition.getAtMs())),
        name == null ? key : name,
        LineText.state(transition.getFrom()),
        LineText.state(transition.getTo()),
        text.length() <= LABELS_WIDTH ? text : text.substring(0, LABELS_WIDTH) + " ...");
  }
}
