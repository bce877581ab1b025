package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;

/** {@code irate} and {@code idelta}: the difference between a window's last two samples. */
final class InstantRateKernel extends RangeKernel {
  private final KernelContext context;
  private final boolean isRate;

  InstantRateKernel(KernelContext context, boolean isRate) {
    this.context = context;
    this.isRate = isRate;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    int floats = w.floatCount(step);
    int histograms = w.histogramCount(step);
    if (floats + histograms < 2) {
      return;
    }
    if (histograms == 0) {
      floats(w, w.to[step] - 1, step, out);
      return;
    }
    int f = w.to[step] - 1;
    int h = w.histogramTo[step] - 1;
    // How many of the last two samples are histograms.
    int last = 0;
    int floatsLeft = floats;
    int histogramsLeft = histograms;
    int fNext = f;
    int hNext = h;
    for (int i = 0; i < 2; i++) {
      boolean takeHistogram =
          floatsLeft == 0
              || (histogramsLeft > 0 && w.histogramTimestamps[hNext] >= w.timestamps[fNext]);
      if (takeHistogram) {
        last++;
        hNext--;
        histogramsLeft--;
      } else {
        fNext--;
        floatsLeft--;
      }
    }
    if (last == 0) {
      floats(w, f, step, out);
    } else if (last == 2) {
      FloatHistogram rate = HistogramRate.ofLastTwo(w, h, context, isRate);
      if (rate != null) {
        out.setHistogram(step, rate);
      }
    } else {
      context.notes().add(Note.mixedFloatsHistograms(w.metricName()), context.firstArgument());
    }
  }

  private void floats(Windows w, int last, int step, Row out) {
    long interval = w.timestamps[last] - w.timestamps[last - 1];
    double value = w.values[last];
    double previous = w.values[last - 1];
    boolean reset = isRate && value < previous;
    if (isRate && context.useStartTimestamps() && w.startTimestamps != null) {
      reset |=
          StartTimestamps.isReset(
              w.startTimestamps[last - 1],
              w.timestamps[last - 1],
              w.startTimestamps[last],
              w.timestamps[last]);
    }
    double result = reset ? value : value - previous;
    out.setFloat(step, isRate ? result / (interval / 1000.0) : result);
  }
}
