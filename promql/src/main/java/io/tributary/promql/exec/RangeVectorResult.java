package io.tributary.promql.exec;

import io.tributary.promql.kernel.ExtendedSamples;
import io.tributary.promql.kernel.WindowShape;
import io.tributary.promql.kernel.Windows;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The samples of a range vector, as the result of an instant query. */
final class RangeVectorResult {
  private final RangeInput range;
  private final Scope scope;

  RangeVectorResult(RangeInput range, Scope scope) {
    this.range = range;
    this.scope = scope;
  }

  Value.Matrix matrix() {
    SeriesTable table = range.series(scope).withDelayedRemoval();
    WindowShape shape = range.shape(scope);
    Windows windows = new Windows(shape);
    SampleColumns columns = new SampleColumns();
    List<Value.Series> result = new ArrayList<>();
    try (RangeInput.Reader samples = range.open(scope)) {
      for (int i = 0; i < table.size(); i++) {
        samples.read(i, columns);
        windows.fill(table.labels(i), columns);
        SampleColumns window = window(windows);
        if (window.size() > 0) {
          int floats = window.to - window.from;
          scope.evaluation().budget().hold(window.size(), Footprint.samples(floats, window));
          result.add(
              series(
                  table.labels(i),
                  Arrays.copyOfRange(window.timestamps, window.from, window.to),
                  Arrays.copyOfRange(window.values, window.from, window.to),
                  window));
        }
      }
    }
    result.sort(Comparator.comparing(Value.Series::labels));
    return new Value.Matrix(result);
  }

  private static SampleColumns window(Windows windows) {
    SampleColumns window = new SampleColumns();
    if (windows.shape.edges() != RangeEdges.PLAIN) {
      ExtendedSamples.fill(windows, window);
      return window;
    }
    for (int i = windows.from[0]; i < windows.to[0]; i++) {
      window.append(windows.timestamps[i], windows.values[i]);
    }
    if (windows.hasHistograms) {
      for (int i = windows.histogramFrom[0]; i < windows.histogramTo[0]; i++) {
        window.append(windows.histogramTimestamps[i], windows.histograms[i], 0);
      }
    }
    return window;
  }

  /** Takes ownership of the arrays; of the columns only the histograms count. */
  static Value.Series series(
      Labels labels, long[] timestamps, double[] values, SampleColumns histograms) {
    return new Value.Series(
        labels,
        timestamps,
        values,
        Arrays.copyOf(histograms.histogramTimestamps, histograms.histogramCount),
        Arrays.asList(Arrays.copyOf(histograms.histograms, histograms.histogramCount)));
  }
}
