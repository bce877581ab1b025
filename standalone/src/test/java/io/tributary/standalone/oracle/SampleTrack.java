package io.tributary.standalone.oracle;

import io.tributary.schemas.sample.StalenessMarker;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The samples of one series in order of time; a histogram is the list of its numbers. */
final class SampleTrack {
  private static final double TOLERANCE = 1e-12;

  private long[] timestamps = new long[8];
  private double[] values = new double[8];
  private final Map<Integer, double[]> histograms = new HashMap<>();
  private int size;

  void add(long timestampMs, double value, double @Nullable [] histogram) {
    if (size > 0 && timestampMs <= timestamps[size - 1]) {
      throw new AssertionError("a sample at " + timestampMs + " after " + timestamps[size - 1]);
    }
    if (size == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    if (histogram != null) {
      histograms.put(size, histogram);
    }
    timestamps[size] = timestampMs;
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** Where this and what is expected part, or null. */
  @Nullable String differenceFrom(SampleTrack expected) {
    for (int i = 0; i < Math.max(size, expected.size); i++) {
      if (i >= size || i >= expected.size || timestamps[i] != expected.timestamps[i]) {
        return "samples at " + times(i) + " where there should be " + expected.times(i);
      }
      if (!same(values[i], expected.values[i])
          || !same(histograms.get(i), expected.histograms.get(i))) {
        return "at " + timestamps[i] + " " + text(i) + " where Prometheus says " + expected.text(i);
      }
    }
    return null;
  }

  private String times(int from) {
    TreeSet<Long> some = new TreeSet<>();
    for (int i = from; i < Math.min(size, from + 3); i++) {
      some.add(timestamps[i]);
    }
    return some + (from < size ? " (" + text(from) + ")" : "");
  }

  private String text(int i) {
    double[] histogram = histograms.get(i);
    if (histogram != null) {
      return Arrays.toString(histogram);
    }
    return StalenessMarker.is(values[i]) ? "stale" : Double.toString(values[i]);
  }

  private static boolean same(double @Nullable [] a, double @Nullable [] b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    boolean same = a.length == b.length;
    for (int i = 0; same && i < a.length; i++) {
      same = same(a[i], b[i]);
    }
    return same;
  }

  static boolean same(double a, double b) {
    if (StalenessMarker.is(a) || StalenessMarker.is(b)) {
      return StalenessMarker.is(a) && StalenessMarker.is(b);
    }
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b);
    }
    return a == b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }
}
