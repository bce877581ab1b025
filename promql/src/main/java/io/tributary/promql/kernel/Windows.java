package io.tributary.promql.kernel;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one series, one a step, as ranges of indexes into its sample columns. Staleness
 * markers are taken out first. The windows move on only, so finding all of them costs one pass over
 * the samples and one over the steps.
 *
 * <p>Ownership: of a reader, refilled for each series; kernels only read. Threading: of one thread.
 */
public final class Windows {
  /** Where the grid is, and where its windows lie. */
  public final WindowShape shape;

  /** How many windows there are. */
  public final int steps;

  /** The series' labels, whatever operators make of them. */
  public Labels labels = Labels.EMPTY;

  /** Float samples: timestamps. */
  public long[] timestamps = new long[0];

  /** Float samples: values. */
  public double[] values = new double[0];

  /** Float samples: start timestamps, or null. */
  public long @Nullable [] startTimestamps;

  /** The first float of each window. */
  public final int[] from;

  /** One past the last float of each window. */
  public final int[] to;

  /** Histograms: timestamps. */
  public long[] histogramTimestamps = new long[0];

  /** Histograms, where {@link #hasHistograms}. */
  public FloatHistogram[] histograms = new FloatHistogram[0];

  /** Histograms: start timestamps, or null. */
  public long @Nullable [] histogramStartTimestamps;

  /** The first histogram of each window; only where {@link #hasHistograms}. */
  public final int[] histogramFrom;

  /** One past the last histogram of each window; only where {@link #hasHistograms}. */
  public final int[] histogramTo;

  /** Whether the series has histograms at all. */
  public boolean hasHistograms;

  private final SampleColumns cleaned = new SampleColumns();

  /** Windows of this shape. */
  public Windows(WindowShape shape) {
    this.shape = shape;
    this.steps = shape.grid().steps();
    this.from = new int[steps];
    this.to = new int[steps];
    this.histogramFrom = new int[steps];
    this.histogramTo = new int[steps];
  }

  /** The metric's name, for notes. */
  public String metricName() {
    return labels.metricName();
  }

  /** How many floats the window has. */
  public int floatCount(int step) {
    return to[step] - from[step];
  }

  /** How many histograms the window has. */
  public int histogramCount(int step) {
    return hasHistograms ? histogramTo[step] - histogramFrom[step] : 0;
  }

  /** Takes the samples of the next series, which must stay as they are until the next call. */
  public void fill(Labels labels, SampleColumns samples) {
    this.labels = labels;
    SampleColumns columns = withoutMarkers(samples);
    timestamps = columns.timestamps;
    values = columns.values;
    startTimestamps = columns.startTimestamps;
    locate(columns.timestamps, columns.from, columns.to, from, to);
    hasHistograms = columns.histogramCount > 0;
    if (hasHistograms) {
      histogramTimestamps = columns.histogramTimestamps;
      histograms = columns.histograms;
      histogramStartTimestamps = columns.histogramStartTimestamps;
      locate(columns.histogramTimestamps, 0, columns.histogramCount, histogramFrom, histogramTo);
    }
  }

  private void locate(long[] ts, int first, int end, int[] from, int[] to) {
    if (shape.fixedEndMs() != null) {
      int low = first;
      while (low < end && ts[low] <= shape.readFromMs(0)) {
        low++;
      }
      int high = low;
      while (high < end && ts[high] <= shape.readToMs(0)) {
        high++;
      }
      java.util.Arrays.fill(from, low);
      java.util.Arrays.fill(to, high);
      return;
    }
    long startMs = shape.readFromMs(0);
    long endMs = shape.readToMs(0);
    long stepMs = shape.grid().stepMs();
    int low = first;
    int high = first;
    for (int i = 0; i < from.length; i++) {
      while (high < end && ts[high] <= endMs) {
        high++;
      }
      while (low < high && ts[low] <= startMs) {
        low++;
      }
      from[i] = low;
      to[i] = high;
      startMs += stepMs;
      endMs += stepMs;
    }
  }

  private SampleColumns withoutMarkers(SampleColumns samples) {
    boolean marked = false;
    double[] vs = samples.values;
    for (int i = samples.from; i < samples.to; i++) {
      if (Double.doubleToRawLongBits(vs[i]) == StalenessMarker.BITS) {
        marked = true;
        break;
      }
    }
    for (int i = 0; !marked && i < samples.histogramCount; i++) {
      marked = samples.histograms[i].isStale();
    }
    if (!marked) {
      return samples;
    }
    cleaned.clear();
    long[] starts = samples.startTimestamps;
    for (int i = samples.from; i < samples.to; i++) {
      if (!StalenessMarker.is(vs[i])) {
        cleaned.append(samples.timestamps[i], vs[i], starts == null ? 0 : starts[i]);
      }
    }
    long[] histogramStarts = samples.histogramStartTimestamps;
    for (int i = 0; i < samples.histogramCount; i++) {
      if (!samples.histograms[i].isStale()) {
        cleaned.append(
            samples.histogramTimestamps[i],
            samples.histograms[i],
            histogramStarts == null ? 0 : histogramStarts[i]);
      }
    }
    return cleaned;
  }
}
