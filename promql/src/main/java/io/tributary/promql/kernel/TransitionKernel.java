package io.tributary.promql.kernel;

import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * {@code resets} and {@code changes}: how often a window's samples fall, or differ. A float beside
 * a histogram counts as either. Over an anchored range the sample at or before its start counts as
 * the first.
 */
final class TransitionKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean resets;
  private int[] before = new int[64];

  TransitionKernel(KernelContext context, boolean resets) {
    this.context = context;
    this.resets = resets;
  }

  /** Counts once along the series, and takes the difference at each window's ends. */
  @Override
  public void all(Windows w, Row out) {
    boolean starts = resets && context.useStartTimestamps() && w.startTimestamps != null;
    if (w.hasHistograms || starts || w.shape.edges() != RangeEdges.PLAIN || w.steps < 2) {
      super.all(w, out);
      return;
    }
    int first = w.from[0];
    int end = w.to[w.steps - 1];
    if (before.length < end - first) {
      before = new int[Math.max(end - first, 2 * before.length)];
    }
    int count = 0;
    for (int i = first; i < end; i++) {
      if (i > first && counts(w.values[i - 1], w.values[i])) {
        count++;
      }
      before[i - first] = count;
    }
    for (int step = 0; step < w.steps; step++) {
      int from = w.from[step];
      int to = w.to[step];
      if (from < to) {
        out.values[step] = before[to - 1 - first] - before[from - first];
      }
    }
  }

  private boolean counts(double previous, double value) {
    return resets
        ? value < previous
        : value != previous && !(Double.isNaN(value) && Double.isNaN(previous));
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    int f = w.from[step];
    int fEnd = w.to[step];
    int h = w.hasHistograms ? w.histogramFrom[step] : 0;
    int hEnd = w.hasHistograms ? w.histogramTo[step] : 0;
    if (w.shape.edges() == RangeEdges.ANCHORED) {
      long startMs = w.shape.startMs(step);
      int lastFloat = lastAtOrBefore(w.timestamps, f, fEnd, startMs);
      int lastHistogram = lastAtOrBefore(w.histogramTimestamps, h, hEnd, startMs);
      if (lastFloat + 1 >= fEnd && lastHistogram + 1 >= hEnd) {
        return;
      }
      boolean hasFloat = lastFloat >= f;
      boolean hasHistogram = lastHistogram >= h;
      if (hasFloat || hasHistogram) {
        boolean floatAnchors =
            !hasHistogram
                || (hasFloat && w.timestamps[lastFloat] >= w.histogramTimestamps[lastHistogram]);
        f = floatAnchors ? lastFloat : lastFloat + 1;
        h = floatAnchors ? lastHistogram + 1 : lastHistogram;
      }
    }
    out.setFloat(step, count(w, f, fEnd, h, hEnd));
  }

  /** The index, or {@code from - 1}. */
  private static int lastAtOrBefore(long[] timestamps, int from, int end, long timestampMs) {
    int i = from;
    while (i < end && timestamps[i] <= timestampMs) {
      i++;
    }
    return i - 1;
  }

  private int count(Windows w, int f, int fEnd, int h, int hEnd) {
    long[] floatStarts = context.useStartTimestamps() ? w.startTimestamps : null;
    long[] histogramStarts = context.useStartTimestamps() ? w.histogramStartTimestamps : null;
    int count = 0;
    boolean first = true;
    double previous = 0;
    @Nullable FloatHistogram previousHistogram = null;
    long previousMs = 0;
    long previousStart = 0;
    while (f < fEnd || h < hEnd) {
      double value = 0;
      FloatHistogram histogram = null;
      long ms;
      long start;
      if (h >= hEnd || (f < fEnd && w.timestamps[f] < w.histogramTimestamps[h])) {
        value = w.values[f];
        ms = w.timestamps[f];
        start = floatStarts == null ? 0 : floatStarts[f];
        f++;
      } else {
        histogram = w.histograms[h];
        ms = w.histogramTimestamps[h];
        start = histogramStarts == null ? 0 : histogramStarts[h];
        h++;
      }
      if (!first) {
        if (histogram != null && previousHistogram != null) {
          if (resets
              ? StartTimestamps.isReset(previousStart, previousMs, start, ms)
                  || histogram.isResetAfter(previousHistogram)
              : !histogram.equals(previousHistogram)) {
            count++;
          }
        } else if (histogram != null || previousHistogram != null) {
          count++;
        } else if (counts(previous, value)
            || (resets && StartTimestamps.isReset(previousStart, previousMs, start, ms))) {
          count++;
        }
      }
      first = false;
      previous = value;
      previousHistogram = histogram;
      previousMs = ms;
      previousStart = start;
    }
    return count;
  }
}
