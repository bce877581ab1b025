package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;
import java.util.Arrays;

/**
 * {@code rate}, {@code increase} and {@code delta}: the difference between a window's last sample
 * and its first, with counter resets made good, extrapolated to the window's edges as Prometheus
 * does.
 *
 * <p>Resets are found in one pass over the series; each window then adds up only those inside it,
 * in order, so the cost does not grow with the overlap of windows and the result is the same to the
 * bit.
 */
final class RateKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean isCounter;
  private final boolean isRate;
  private int[] resets = new int[16];
  private int resetCount;

  RateKernel(KernelContext context, boolean isCounter, boolean isRate) {
    this.context = context;
    this.isCounter = isCounter;
    this.isRate = isRate;
  }

  @Override
  public void all(Windows w, Row out) {
    int steps = w.steps;
    if (w.hasHistograms || usesStarts(w) || steps == 0) {
      super.all(w, out);
      return;
    }
    int first = w.from[0];
    int end = w.to[steps - 1];
    if (isCounter) {
      findResets(w.values, first, end);
    } else {
      resetCount = 0;
    }
    double[] values = w.values;
    int nextReset = 0;
    for (int step = 0; step < steps; step++) {
      int from = w.from[step];
      int to = w.to[step];
      if (to - from < 2) {
        continue;
      }
      double result = values[to - 1] - values[from];
      while (nextReset < resetCount && resets[nextReset] <= from) {
        nextReset++;
      }
      for (int r = nextReset; r < resetCount && resets[r] < to; r++) {
        result += values[resets[r] - 1];
      }
      out.values[step] = extrapolate(w, step, from, to, result);
    }
  }

  /** Indexes of samples that are less than the one before. */
  private void findResets(double[] values, int first, int end) {
    int n = 0;
    for (int i = first + 1; i < end; i++) {
      if (values[i] < values[i - 1]) {
        if (n == resets.length) {
          resets = Arrays.copyOf(resets, 2 * n);
        }
        resets[n++] = i;
      }
    }
    resetCount = n;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    int floats = w.floatCount(step);
    int histograms = w.histogramCount(step);
    if (floats > 0 && histograms > 0) {
      context.notes().add(Note.mixedFloatsHistograms(w.metricName()), context.argument());
    } else if (histograms > 0) {
      FloatHistogram rate = HistogramRate.of(w, step, context, isCounter, isRate);
      if (rate != null) {
        out.setHistogram(step, rate);
      }
    } else {
      floats(w, step, out);
    }
  }

  private void floats(Windows w, int step, Row out) {
    int from = w.from[step];
    int to = w.to[step];
    double result = w.values[to - 1] - w.values[from];
    long[] starts = usesStarts(w) ? w.startTimestamps : null;
    if (isCounter) {
      boolean overlap = false;
      for (int i = from + 1; i < to; i++) {
        double previous = w.values[i - 1];
        boolean reset = w.values[i] < previous;
        if (starts != null) {
          long before = w.timestamps[i - 1];
          if (!overlap && StartTimestamps.overlaps(starts[i - 1], before, starts[i])) {
            context.notes().add(Note.startTimeOverlap(w.metricName()), context.argument());
            overlap = true;
          }
          reset |= StartTimestamps.isReset(starts[i - 1], before, starts[i], w.timestamps[i]);
        }
        if (reset) {
          result += previous;
        }
      }
      if (starts != null) {
        long start = starts[from];
        if (start != 0 && start > w.shape.startMs(step) && start < w.timestamps[from]) {
          out.setFloat(step, sinceStart(w, step, start, result + w.values[from]));
          return;
        }
      }
    }
    if (to - from > 1) {
      out.setFloat(step, extrapolate(w, step, from, to, result));
    }
  }

  private boolean usesStarts(Windows w) {
    return isCounter && context.useStartTimestamps() && w.startTimestamps != null;
  }

  /** The counter started inside of the window, at 0: nothing to extrapolate on the left. */
  private double sinceStart(Windows w, int step, long startMs, double increase) {
    int from = w.from[step];
    int last = w.to[step] - 1;
    double toEnd = (w.shape.endMs(step) - w.timestamps[last]) / 1000.0;
    double average =
        last == from ? 0 : (w.timestamps[last] - w.timestamps[from]) / 1000.0 / (last - from);
    return increase
        * Extrapolation.factorSinceStart(
            (w.timestamps[last] - startMs) / 1000.0, average, toEnd, divisor(w));
  }

  private double extrapolate(Windows w, int step, int from, int to, double result) {
    long firstMs = w.timestamps[from];
    long lastMs = w.timestamps[to - 1];
    return result
        * Extrapolation.factor(
            (firstMs - w.shape.startMs(step)) / 1000.0,
            (w.shape.endMs(step) - lastMs) / 1000.0,
            (lastMs - firstMs) / 1000.0,
            to - from - 1,
            isCounter && result > 0 ? w.values[from] : -1,
            result,
            divisor(w));
  }

  private double divisor(Windows w) {
    return isRate ? w.shape.rangeSeconds() : 1;
  }
}
