package io.tributary.standalone.oracle;

import io.tributary.schemas.labels.Labels;
import io.tributary.streams.rule.AlertingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts of one rule as Prometheus's documentation tells their life, written down once more and
 * apart from the engine.
 */
final class AlertModel {
  private static final long RESOLVED_RETENTION_MS = 15 * 60_000;

  private final long forMs;
  private final long keepFiringForMs;
  private final int limit;
  private final TreeMap<Labels, State> states = new TreeMap<>();
  private TreeMap<Labels, Before> before = new TreeMap<>();
  final List<Transition> transitions = new ArrayList<>();

  /** An alert before the evaluation. */
  private record Before(String phase, double value) {}

  /** One alert; 0 stands for a time that has not come. */
  private static final class State {
    String phase = "inactive";
    long activeAtMs;
    long keptSinceMs;
    long resolvedAtMs;
    double value;
  }

  AlertModel(AlertingRule rule, int limit) {
    forMs = rule.holdFor().toMillis();
    keepFiringForMs = rule.keepFiringFor().toMillis();
    this.limit = limit;
  }

  /**
   * Takes the results of one evaluation by the alerts' labels.
   *
   * @return whether the evaluation succeeded: there were no more alerts than the limit
   */
  boolean evaluate(Map<Labels, Double> results, long nowMs) {
    before = new TreeMap<>();
    states.forEach((labels, state) -> before.put(labels, new Before(state.phase, state.value)));
    results.forEach(
        (labels, value) -> {
          State state = states.computeIfAbsent(labels, key -> new State());
          state.value = value;
          state.keptSinceMs = 0;
          if (state.phase.equals("inactive") || state.phase.equals("resolved")) {
            state.phase = "inactive";
            state.activeAtMs = nowMs;
          }
          if (!state.phase.equals("firing")) {
            String next = nowMs - state.activeAtMs >= forMs ? "firing" : "pending";
            move(labels, state, next, nowMs);
          }
        });
    for (Map.Entry<Labels, State> one : List.copyOf(new TreeMap<>(states).entrySet())) {
      if (!results.containsKey(one.getKey())) {
        missing(one.getKey(), one.getValue(), nowMs);
      }
    }
    if (limit > 0 && active().size() > limit) {
      clear(nowMs);
      return false;
    }
    return true;
  }

  private void missing(Labels labels, State state, long nowMs) {
    switch (state.phase) {
      case "pending" -> {
        move(labels, state, "inactive", nowMs);
        states.remove(labels);
      }
      case "firing" -> {
        state.keptSinceMs = state.keptSinceMs == 0 ? nowMs : state.keptSinceMs;
        if (keepFiringForMs == 0 || nowMs - state.keptSinceMs >= keepFiringForMs) {
          move(labels, state, "resolved", nowMs);
          state.resolvedAtMs = nowMs;
        }
      }
      default -> {
        if (nowMs - state.resolvedAtMs > RESOLVED_RETENTION_MS) {
          states.remove(labels);
        }
      }
    }
  }

  private void clear(long nowMs) {
    // What this evaluation began never was: its steps are taken back.
    transitions.removeIf(transition -> transition.atMs() == nowMs);
    before.forEach(
        (labels, was) -> {
          if (!was.phase().equals("resolved")) {
            transitions.add(new Transition(labels, was.phase(), "inactive", nowMs, was.value()));
          }
        });
    states.clear();
  }

  Map<Labels, String> phases() {
    TreeMap<Labels, String> phases = new TreeMap<>();
    states.forEach((labels, state) -> phases.put(labels, state.phase));
    return phases;
  }

  /** The active alerts, each with when it became so. */
  Map<Labels, Long> active() {
    TreeMap<Labels, Long> active = new TreeMap<>();
    states.forEach(
        (labels, state) -> {
          if (!state.phase.equals("resolved")) {
            active.put(labels, state.activeAtMs);
          }
        });
    return active;
  }

  private void move(Labels labels, State state, String to, long nowMs) {
    Before was = before.get(labels);
    String from = was == null ? "inactive" : was.phase();
    if (!from.equals(to)) {
      transitions.add(new Transition(labels, from, to, nowMs, state.value));
    }
    state.phase = to;
  }
}
