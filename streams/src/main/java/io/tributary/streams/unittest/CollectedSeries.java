package io.tributary.streams.unittest;

import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.source.SeriesSource;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.streams.eval.Emissions;
import io.tributary.streams.eval.OutputSeries;
import org.jspecify.annotations.Nullable;

/** All samples of a test, those that its rules record among them. Of one thread. */
final class CollectedSeries implements Emissions {
  private final InMemorySource source = new InMemorySource();

  SeriesSource source() {
    return source;
  }

  void add(Labels labels, long timestampMs, double value, @Nullable FloatHistogram histogram) {
    if (histogram == null) {
      source.append(labels, timestampMs, value);
    } else {
      source.append(labels, timestampMs, histogram, 0);
    }
  }

  @Override
  public void sample(OutputSeries series, long timestampMs, double value) {
    source.append(series.labels(), timestampMs, value);
  }

  @Override
  public void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    source.append(series.labels(), timestampMs, histogram, 0);
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
