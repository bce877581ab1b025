package io.tributary.streams.eval;

import io.tributary.promql.exec.Value;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.streams.window.HistogramWire;
import io.tributary.streams.window.IngestCounts;
import io.tributary.streams.window.Series;
import io.tributary.streams.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Sends what rules yield out, and into the windows too where other rules look at it, so that they
 * see it at the same instant. Of one thread.
 */
final class Recorder {
  private final Windows windows;
  private final HistogramWire histograms;
  private final Emissions emissions;
  private final String clusterLabel;
  private final IngestCounts counts = new IngestCounts();
  private final SampleColumns columns = new SampleColumns();

  Recorder(Windows windows, HistogramWire histograms, Emissions emissions, String clusterLabel) {
    this.windows = windows;
    this.histograms = histograms;
    this.emissions = emissions;
    this.clusterLabel = clusterLabel;
  }

  OutputSeries newSeries(Labels labels) {
    return new OutputSeries(labels, clusterLabel);
  }

  void sample(OutputSeries series, long timestampMs, double value) {
    emissions.sample(series, timestampMs, value);
    Series window = window(series);
    if (window != null) {
      windows.add(window, timestampMs, value, counts);
    }
  }

  /** Sends a sample in place of what was recorded for its time. */
  void correct(OutputSeries series, long timestampMs, double value) {
    emissions.sample(series, timestampMs, value);
    Series window = window(series);
    if (window != null) {
      windows.put(window, timestampMs, value);
      windows.late(window, timestampMs);
    }
  }

  /** The same of a native histogram. */
  void correct(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    emissions.histogram(series, timestampMs, histogram);
    Series window = window(series);
    if (window != null) {
      windows.put(
          window,
          new HistogramWire.Timed(timestampMs, 0, histogram),
          histograms.encode(timestampMs, histogram));
      windows.late(window, timestampMs);
    }
  }

  /** Whether what was recorded for just this time, as far as windows keep it, is this result. */
  boolean isRecorded(OutputSeries series, long timestampMs, Value.Sample result) {
    read(series, timestampMs, columns);
    FloatHistogram histogram = result.histogram();
    if (histogram != null) {
      return columns.histogramCount > 0 && this.histograms.same(columns.histograms[0], histogram);
    }
    return columns.to > columns.from
        && Double.doubleToRawLongBits(columns.values[columns.from])
            == Double.doubleToRawLongBits(result.value());
  }

  /** Whether a result was recorded for just this time, and no end of the series. */
  boolean isResultRecorded(OutputSeries series, long timestampMs) {
    read(series, timestampMs, columns);
    return columns.histogramCount > 0
        || (columns.to > columns.from && !StalenessMarker.is(columns.values[columns.from]));
  }

  /** Whether a result, or the end of the series, was recorded for just this time. */
  boolean isAnythingRecorded(OutputSeries series, long timestampMs) {
    read(series, timestampMs, columns);
    return columns.size() > 0;
  }

  private void read(OutputSeries series, long timestampMs, SampleColumns into) {
    into.clear();
    Series window = window(series);
    if (window != null) {
      Windows.read(window, timestampMs, into);
    }
  }

  void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    emissions.histogram(series, timestampMs, histogram);
    Series window = window(series);
    if (window != null) {
      windows.add(
          window,
          new HistogramWire.Timed(timestampMs, 0, histogram),
          histograms.encode(timestampMs, histogram),
          counts);
    }
  }

  private @Nullable Series window(OutputSeries series) {
    if (series.window == null || !Windows.isHeld(series.window)) {
      series.window = windows.resolve(series.fingerprint(), series.labels());
    }
    return series.window;
  }
}
