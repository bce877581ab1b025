package io.tributary.bench.rules;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.streams.eval.Emissions;
import io.tributary.streams.eval.OutputSeries;
import io.tributary.streams.eval.PartialEmissions;
import org.jspecify.annotations.Nullable;

/** Topics that keep nothing. Of one thread. */
final class Discarding implements Emissions, PartialEmissions {
  /** How many samples rules yielded. */
  long recorded;

  @Override
  public void result(
      OutputSeries series, long timestampMs, double value, @Nullable FloatHistogram histogram) {}

  @Override
  public void handOver(String ruleKey, AlertRecord alert, long nowMs) {}

  @Override
  public void handOver(String ruleKey, Labels output, long nowMs) {}

  @Override
  public void end(long nowMs) {}

  @Override
  public void sample(OutputSeries series, long timestampMs, double value) {
    recorded++;
  }

  @Override
  public void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    recorded++;
  }

  @Override
  public void alert(String alertKey, @Nullable AlertRecord alert, long nowMs) {}

  @Override
  public void transition(String alertKey, AlertTransition transition) {}

  @Override
  public void endGroup(long nowMs) {}

  @Override
  public void progress(long evaluatedUntilMs) {}
}
