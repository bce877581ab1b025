package io.tributary.promql.kernel;

import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.histogram.FloatHistogram;

/**
 * {@code rate}, {@code increase} and {@code delta} of an anchored or smoothed range: the values at
 * the window's very edges are those of the samples at or before them, or interpolated between the
 * samples around them; nothing is extrapolated.
 */
final class ExtendedRateKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean isCounter;
  private final boolean isRate;

  ExtendedRateKernel(KernelContext context, boolean isCounter, boolean isRate) {
    this.context = context;
    this.isCounter = isCounter;
    this.isRate = isRate;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    int floats = w.floatCount(step);
    int histograms = w.histogramCount(step);
    if (floats > 0 && histograms > 0) {
      context.notes().add(Note.mixedFloatsHistograms(w.metricName()), context.argument());
    } else if (histograms > 0) {
      FloatHistogram rate = ExtendedHistogramRate.of(w, step, context, isCounter, isRate);
      if (rate != null) {
        out.setHistogram(step, rate);
      }
    } else {
      floats(w, step, out);
    }
  }

  private void floats(Windows w, int step, Row out) {
    boolean smoothed = w.shape.edges() == RangeEdges.SMOOTHED;
    long startMs = w.shape.startMs(step);
    long endMs = w.shape.endMs(step);
    long[] ts = w.timestamps;
    double[] vs = w.values;
    int last = w.to[step] - 1;
    int first = Math.max(w.from[step], firstAfter(ts, w.from[step], last, startMs) - 1);
    if (smoothed) {
      last = firstAfter(ts, w.from[step], last, endMs - 1);
    }
    if (ts[last] <= startMs || (smoothed && ts[first] > endMs)) {
      return;
    }
    double left =
        smoothed && ts[first] < startMs
            ? interpolate(ts[first], vs[first], ts[first + 1], vs[first + 1], startMs, isCounter)
            : vs[first];
    double right =
        smoothed && last > w.from[step] && ts[last] > endMs
            ? interpolate(ts[last - 1], vs[last - 1], ts[last], vs[last], endMs, isCounter)
            : vs[last];
    double result = right - left;
    if (isCounter) {
      // The samples at or beyond the edges are in left and right already.
      int from = ts[first] <= startMs ? first + 1 : first;
      int to = ts[last] >= endMs ? last : last + 1;
      double previous = left;
      double correction = 0;
      for (int i = from; i < to; i++) {
        if (vs[i] < previous) {
          correction += previous;
        }
        previous = vs[i];
      }
      if (right < previous) {
        correction += previous;
      }
      result += correction;
    }
    out.setFloat(step, isRate ? result / w.shape.rangeSeconds() : result);
  }

  /** The first index in {@code from..last} that is later than {@code ms}, else {@code last}. */
  static int firstAfter(long[] timestamps, int from, int last, long ms) {
    int i = from;
    while (i < last && timestamps[i] <= ms) {
      i++;
    }
    return i;
  }

  /** A counter that fell between the two is taken to have started again from 0. */
  public static double interpolate(
      long t1, double v1, long t2, double v2, long t, boolean isCounter) {
    double start = isCounter && v2 < v1 ? 0 : v1;
    return start + (v2 - start) * (double) (t - t1) / (double) (t2 - t1);
  }
}
