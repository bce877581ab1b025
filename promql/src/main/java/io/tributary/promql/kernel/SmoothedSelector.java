package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/**
 * Values of a smoothed selector: between two samples what lies on the line between them, after the
 * last one its value. Its windows are as long as the lookback on either side of a step.
 */
public final class SmoothedSelector {
  private final Notes notes;
  private final Position position;

  /** For the selector written at this place. */
  public SmoothedSelector(Notes notes, Position position) {
    this.notes = notes;
    this.position = position;
  }

  /** Fills {@code out}, which holds nothing. */
  public void fill(Windows w, Row out) {
    for (int step = 0; step < w.steps; step++) {
      long t = w.shape.endMs(step);
      boolean hasHistograms = w.histogramCount(step) > 0;
      if (hasHistograms && w.floatCount(step) > 0) {
        notes.add(Note.mixedFloatsHistograms(w.metricName()), position);
      } else if (hasHistograms) {
        int from = w.histogramFrom[step];
        int to = w.histogramTo[step];
        int before = lastAtOrBefore(w.histogramTimestamps, from, to, t);
        if (before >= from) {
          out.setHistogram(step, histogram(w, before, before + 1 < to, t));
        }
      } else {
        int before = lastAtOrBefore(w.timestamps, w.from[step], w.to[step], t);
        if (before >= w.from[step]) {
          out.setFloat(step, value(w, before, before + 1 < w.to[step], t));
        }
      }
    }
  }

  private static int lastAtOrBefore(long[] timestamps, int from, int to, long t) {
    int i = to - 1;
    while (i >= from && timestamps[i] > t) {
      i--;
    }
    return i;
  }

  private static double value(Windows w, int before, boolean hasAfter, long t) {
    long beforeMs = w.timestamps[before];
    return beforeMs == t || !hasAfter
        ? w.values[before]
        : ExtendedRateKernel.interpolate(
            beforeMs, w.values[before], w.timestamps[before + 1], w.values[before + 1], t, false);
  }

  private @Nullable FloatHistogram histogram(Windows w, int before, boolean hasAfter, long t) {
    FloatHistogram first = w.histograms[before];
    long firstMs = w.histogramTimestamps[before];
    if (firstMs == t || !hasAfter) {
      return first;
    }
    FloatHistogram second = w.histograms[before + 1];
    double fraction = (double) (t - firstMs) / (w.histogramTimestamps[before + 1] - firstMs);
    if (!first.compatible(second)) {
      notes.add(Note.mixedExponentialCustom(w.metricName()), position);
      return null;
    }
    if (first.hint() != CounterReset.GAUGE && second.isResetAfter(first)) {
      return second.times(fraction);
    }
    HistogramSum sum = new HistogramSum(second).subtract(first);
    sum.scale(fraction);
    return sum.add(first).result();
  }
}
