package io.tributary.standalone.interop;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What {@link #RULES} must yield from one partition of the log, worked out without the engine: the
 * rules are so plain that this takes a few lines.
 */
final class ExpectedOutputs implements LogReplay.Visitor {
  static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Longer than a part is down for, and than it takes to come back. */
  static final Duration FOR = Duration.ofSeconds(30);

  static final String RULES =
      """
      groups:
      - name: load
        interval: 5s
        rules:
        - record: cluster:load_value:max
          expr: max by (cluster) (load_value)
        - record: cluster:load_value:count
          expr: count by (cluster) (load_value)
        - alert: Alarm
          expr: load_alarm > 0
          for: 30s
          labels: {severity: page}
          annotations: {summary: '{{ $labels.victim }} of {{ $labels.cluster }}'}
      """;

  private static final long LOOKBACK_MS = Duration.ofMinutes(5).toMillis();

  private final List<Transition> transitions = new ArrayList<>();
  private final SampleBook recorded = new SampleBook();
  private final Map<Labels, Long> activeAt = new TreeMap<>();
  private final Map<Labels, AlertState> states = new TreeMap<>();

  List<Transition> transitions() {
    return transitions;
  }

  /** The samples of the recording rules. */
  SampleBook recorded() {
    return recorded;
  }

  @Override
  public void at(long instantMs, Map<Labels, NavigableMap<Long, Double>> seen) {
    Map<String, Double> max = new TreeMap<>();
    Map<String, Integer> count = new TreeMap<>();
    seen.forEach(
        (labels, samples) -> {
          Map.Entry<Long, Double> latest = samples.floorEntry(instantMs);
          boolean there = latest != null && latest.getKey() > instantMs - LOOKBACK_MS;
          String cluster = labels.getOrEmpty("cluster");
          if (labels.metricName().equals("load_value") && there) {
            max.merge(cluster, latest.getValue(), Math::max);
            count.merge(cluster, 1, Integer::sum);
          } else if (labels.metricName().equals("load_alarm")) {
            step(alertOf(labels), there && latest.getValue() > 0, instantMs);
          }
        });
    max.forEach((cluster, value) -> record("cluster:load_value:max", cluster, instantMs, value));
    count.forEach(
        (cluster, value) -> record("cluster:load_value:count", cluster, instantMs, value));
  }

  private void record(String name, String cluster, long instantMs, double value) {
    recorded.add(
        Labels.of(Labels.NAME, name, "cluster", cluster),
        instantMs,
        Double.doubleToRawLongBits(value));
  }

  private static Labels alertOf(Labels series) {
    return series.toBuilder()
        .set(Labels.NAME, "")
        .set("alertname", "Alarm")
        .set("severity", "page")
        .build();
  }

  private void step(Labels alert, boolean holds, long instantMs) {
    AlertState before = states.getOrDefault(alert, AlertState.ALERT_STATE_INACTIVE);
    boolean active =
        before == AlertState.ALERT_STATE_PENDING || before == AlertState.ALERT_STATE_FIRING;
    if (holds && !active) {
      activeAt.put(alert, instantMs);
    }
    long since = activeAt.getOrDefault(alert, 0L);
    AlertState after = before;
    if (holds) {
      boolean heldLongEnough = instantMs - since >= FOR.toMillis();
      after = heldLongEnough ? AlertState.ALERT_STATE_FIRING : AlertState.ALERT_STATE_PENDING;
    } else if (active) {
      after =
          before == AlertState.ALERT_STATE_FIRING
              ? AlertState.ALERT_STATE_RESOLVED
              : AlertState.ALERT_STATE_INACTIVE;
    }
    if (after != before) {
      states.put(alert, after);
      transitions.add(new Transition(alert, before, after, instantMs, since));
    }
  }
}
