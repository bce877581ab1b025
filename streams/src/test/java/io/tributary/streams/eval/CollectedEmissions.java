package io.tributary.streams.eval;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what evaluations yield, as lines of text. */
final class CollectedEmissions implements Emissions {
  final List<String> lines = new ArrayList<>();

  @Override
  public void sample(OutputSeries series, long timestampMs, double value) {
    String text = StalenessMarker.is(value) ? "stale" : String.valueOf(value);
    lines.add(series.labels() + " " + text + " @" + timestampMs);
  }

  @Override
  public void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    lines.add(series.labels() + " " + histogram + " @" + timestampMs);
  }

  @Override
  public void alert(String alertKey, @Nullable AlertRecord alert, long nowMs) {
    String state = alert == null ? "forgotten" : alert.getState().name().substring(12);
    lines.add("alert " + alertKey + " " + state + " @" + nowMs);
  }

  @Override
  public void transition(String alertKey, AlertTransition transition) {
    lines.add(
        "transition "
            + alertKey
            + " "
            + transition.getFrom().name().substring(12)
            + "->"
            + transition.getTo().name().substring(12)
            + " @"
            + transition.getAtMs());
  }

  @Override
  public void endGroup(long nowMs) {}

  @Override
  public void progress(long evaluatedUntilMs) {
    lines.add("progress @" + evaluatedUntilMs);
  }

  /** The lines so far, which are then forgotten. */
  List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }
}
