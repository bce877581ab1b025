package io.tributary.promql.kernel;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.RangeEdges;

/**
 * An anchored or smoothed range vector as a result: its samples, and one at each edge whose value
 * is that of the sample at or before it, or interpolated between those around it.
 */
public final class ExtendedSamples {
  private ExtendedSamples() {}

  /** Puts the samples of the only window into {@code out}. */
  public static void fill(Windows w, SampleColumns out) {
    out.clear();
    if (w.floatCount(0) == 0) {
      return;
    }
    boolean smoothed = w.shape.edges() == RangeEdges.SMOOTHED;
    long startMs = w.shape.startMs(0);
    long endMs = w.shape.endMs(0);
    long[] ts = w.timestamps;
    double[] vs = w.values;
    int from = w.from[0];
    int last = w.to[0] - 1;
    int first = Math.max(from, ExtendedRateKernel.firstAfter(ts, from, last, startMs) - 1);
    if (smoothed) {
      last = ExtendedRateKernel.firstAfter(ts, from, last, endMs - 1);
    }
    if (ts[last] <= startMs || (smoothed && ts[first] > endMs)) {
      return;
    }
    double left =
        smoothed && ts[first] < startMs
            ? ExtendedRateKernel.interpolate(
                ts[first], vs[first], ts[first + 1], vs[first + 1], startMs, false)
            : vs[first];
    double right =
        smoothed && last > from && ts[last] > endMs
            ? ExtendedRateKernel.interpolate(
                ts[last - 1], vs[last - 1], ts[last], vs[last], endMs, false)
            : vs[last];
    int begin = ts[first] <= startMs ? first + 1 : first;
    int end = ts[last] >= endMs ? last : last + 1;
    out.append(startMs, left);
    for (int i = begin; i < end; i++) {
      out.append(ts[i], vs[i]);
    }
    out.append(endMs, right);
  }
}
