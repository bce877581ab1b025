package io.tributary.standalone.oracle;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.AlertTransition;
import java.util.Locale;

/** A step in the life of an alert, its states as Prometheus names them. */
record Transition(Labels labels, String from, String to, long atMs, double value)
    implements Comparable<Transition> {

  static Transition of(AlertTransition record) {
    return new Transition(
        Labels.of(record.getLabelsMap()),
        name(record.getFrom()),
        name(record.getTo()),
        record.getAtMs(),
        record.getValue());
  }

  static String name(AlertState state) {
    return state.name().substring("ALERT_STATE_".length()).toLowerCase(Locale.ROOT);
  }

  /** The values may differ in their last bits. */
  boolean agreesWith(Transition other) {
    return labels.equals(other.labels)
        && from.equals(other.from)
        && to.equals(other.to)
        && atMs == other.atMs
        && SampleTrack.same(value, other.value);
  }

  @Override
  public int compareTo(Transition other) {
    int byTime = Long.compare(atMs, other.atMs);
    return byTime != 0 ? byTime : (labels + from).compareTo(other.labels + other.from);
  }
}
