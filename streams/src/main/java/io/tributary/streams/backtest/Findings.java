package io.tributary.streams.backtest;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.streams.eval.Emissions;
import io.tributary.streams.eval.OutputSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what a backtest yields: counts of samples, and the episodes of alerts. Of one thread. */
final class Findings implements Emissions {
  private final Map<String, Recorded> byMetric = new HashMap<>();
  private final Map<String, AlertEpisode> open = new LinkedHashMap<>();
  private final List<AlertEpisode> ended = new ArrayList<>();

  /** What was recorded under one name. */
  static final class Recorded {
    private final Set<Fingerprint> series = new HashSet<>();
    private long samples;

    long series() {
      return series.size();
    }

    long samples() {
      return samples;
    }
  }

  Recorded recorded(String metric) {
    return byMetric.computeIfAbsent(metric, name -> new Recorded());
  }

  /** Those that ended, in the order of their ends, then those that last. */
  List<AlertEpisode> episodes() {
    List<AlertEpisode> all = new ArrayList<>(ended);
    all.addAll(open.values());
    return all;
  }

  @Override
  public void sample(OutputSeries series, long timestampMs, double value) {
    if (!StalenessMarker.is(value)) {
      count(series);
    }
  }

  @Override
  public void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    count(series);
  }

  private void count(OutputSeries series) {
    Recorded of = recorded(series.labels().metricName());
    of.series.add(series.fingerprint());
    of.samples++;
  }

  @Override
  public void transition(String alertKey, AlertTransition transition) {
    AlertEpisode before = open.remove(alertKey);
    AlertState to = transition.getTo();
    boolean firing = to == AlertState.ALERT_STATE_FIRING;
    boolean ends = !firing && to != AlertState.ALERT_STATE_PENDING;
    AlertEpisode after =
        new AlertEpisode(
            transition.getRule().getSource() + "/" + transition.getRule().getGroup(),
            transition.getRule().getAlert(),
            Labels.of(transition.getLabelsMap()),
            transition.getAnnotationsMap(),
            before == null ? transition.getActiveAtMs() : before.pendingAtMs(),
            firing ? transition.getAtMs() : before == null ? 0 : before.firingAtMs(),
            ends ? transition.getAtMs() : 0,
            transition.getValue());
    if (ends) {
      ended.add(after);
    } else {
      open.put(alertKey, after);
    }
  }

  @Override
  public void alert(String alertKey, @Nullable AlertRecord alert, long nowMs) {}

  @Override
  public void endGroup(long nowMs) {}

  @Override
  public void progress(long evaluatedUntilMs) {}
}
