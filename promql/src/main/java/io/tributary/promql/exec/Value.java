package io.tributary.promql.exec;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query evaluates to. */
public sealed interface Value {
  /** One number. */
  record Scalar(long timestampMs, double value) implements Value {}

  /** One text. */
  record Text(long timestampMs, String value) implements Value {}

  /** The samples of an instant query, in the order that the query asks for where it does. */
  record Vector(List<Sample> samples) implements Value {}

  /** The series of a range query (sorted by labels), or the range vector of an instant query. */
  record Matrix(List<Series> series) implements Value {}

  /**
   * One sample of a vector.
   *
   * @param value the float, and 0 where there is a histogram
   * @param histogram null where the sample is a float
   */
  record Sample(
      Labels labels, long timestampMs, double value, @Nullable FloatHistogram histogram) {}

  /** One series of a matrix: float samples and histograms, each ascending by timestamp. */
  final class Series {
    private final Labels labels;
    private final long[] timestamps;
    private final double[] values;
    private final long[] histogramTimestamps;
    private final List<FloatHistogram> histograms;

    /** Takes ownership of the arrays; pairs of the same length. */
    Series(
        Labels labels,
        long[] timestamps,
        double[] values,
        long[] histogramTimestamps,
        List<FloatHistogram> histograms) {
      this.labels = labels;
      this.timestamps = timestamps;
      this.values = values;
      this.histogramTimestamps = histogramTimestamps;
      this.histograms = histograms;
    }

    /** The labels. */
    public Labels labels() {
      return labels;
    }

    /** How many float samples there are. */
    public int floatCount() {
      return timestamps.length;
    }

    /** The timestamp of float sample {@code i}. */
    public long timestampMs(int i) {
      return timestamps[i];
    }

    /** The value of float sample {@code i}. */
    public double value(int i) {
      return values[i];
    }

    /** How many histograms there are. */
    public int histogramCount() {
      return histogramTimestamps.length;
    }

    /** The timestamp of histogram {@code i}. */
    public long histogramTimestampMs(int i) {
      return histogramTimestamps[i];
    }

    /** Histogram {@code i}. */
    public FloatHistogram histogram(int i) {
      return histograms.get(i);
    }
  }
}
