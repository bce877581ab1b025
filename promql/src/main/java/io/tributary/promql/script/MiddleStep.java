package io.tributary.promql.script;

import io.tributary.promql.exec.Value;
import java.util.ArrayList;
import java.util.List;

/** One step of a range query's result, as an instant query would give it. */
final class MiddleStep {
  private MiddleStep() {}

  static Value of(Value.Matrix matrix, long atMs, Expectation.Result expected) {
    List<Value.Sample> samples = new ArrayList<>();
    for (Value.Series series : matrix.series()) {
      for (int i = 0; i < series.floatCount(); i++) {
        if (series.timestampMs(i) == atMs) {
          samples.add(new Value.Sample(series.labels(), atMs, series.value(i), null));
        }
      }
      for (int i = 0; i < series.histogramCount(); i++) {
        if (series.histogramTimestampMs(i) == atMs) {
          samples.add(new Value.Sample(series.labels(), atMs, 0, series.histogram(i)));
        }
      }
    }
    boolean scalar = expected instanceof Expectation.Result.Scalar && samples.size() == 1;
    return scalar ? new Value.Scalar(atMs, samples.getFirst().value()) : new Value.Vector(samples);
  }
}
