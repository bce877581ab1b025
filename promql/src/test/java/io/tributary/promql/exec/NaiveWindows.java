package io.tributary.promql.exec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions of one window of floats as their definitions have them, sample by sample and without
 * any of the engine's code. Staleness markers are no samples.
 */
final class NaiveWindows {
  private final long startMs;
  private final long endMs;
  private final long[] times;
  private final double[] values;

  /** A window that does not include its start, and includes its end. */
  private NaiveWindows(long startMs, long endMs, long[] times, double[] values) {
    this.startMs = startMs;
    this.endMs = endMs;
    this.times = times;
    this.values = values;
  }

  /** Of the samples of a series that lie in the window. */
  static NaiveWindows of(long startMs, long endMs, List<Long> times, List<Double> values) {
    List<Integer> in = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      if (times.get(i) > startMs && times.get(i) <= endMs) {
        in.add(i);
      }
    }
    return new NaiveWindows(
        startMs,
        endMs,
        in.stream().mapToLong(times::get).toArray(),
        in.stream().mapToDouble(values::get).toArray());
  }

  /** What the function gives, or null where that is nothing. */
  @Nullable Double of(String function) {
    int n = values.length;
    if (n == 0) {
      return null;
    }
    return switch (function) {
      case "count_over_time" -> (double) n;
      case "present_over_time" -> 1.0;
      case "sum_over_time" -> sum(values);
      case "avg_over_time" -> sum(values) / n;
      case "min_over_time" -> Arrays.stream(values).min().orElseThrow();
      case "max_over_time" -> Arrays.stream(values).max().orElseThrow();
      case "last_over_time" -> values[n - 1];
      case "first_over_time" -> values[0];
      case "ts_of_last_over_time" -> times[n - 1] / 1e3;
      case "ts_of_first_over_time" -> times[0] / 1e3;
      case "stdvar_over_time" -> variance();
      case "stddev_over_time" -> Math.sqrt(variance());
      case "resets" -> (double) resets();
      case "changes" -> (double) changes();
      case "increase" -> extrapolated(increase(), true);
      case "rate" -> rate();
      case "delta" -> extrapolated(values[n - 1] - values[0], false);
      case "idelta" -> n < 2 ? null : values[n - 1] - values[n - 2];
      case "irate" -> n < 2 ? null : instantRate();
      case "deriv" -> n < 2 ? null : slope();
      default -> throw new IllegalArgumentException(function);
    };
  }

  private static double sum(double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
    }
    return sum.doubleValue();
  }

  private double variance() {
    double mean = sum(values) / values.length;
    return sum(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray()) / values.length;
  }

  private int resets() {
    int resets = 0;
    for (int i = 1; i < values.length; i++) {
      resets += values[i] < values[i - 1] ? 1 : 0;
    }
    return resets;
  }

  private int changes() {
    int changes = 0;
    for (int i = 1; i < values.length; i++) {
      changes += values[i] != values[i - 1] ? 1 : 0;
    }
    return changes;
  }

  /** A counter that falls has begun again at 0. */
  private double increase() {
    double increase = 0;
    for (int i = 1; i < values.length; i++) {
      increase += values[i] < values[i - 1] ? values[i] : values[i] - values[i - 1];
    }
    return increase;
  }

  private @Nullable Double rate() {
    Double increase = extrapolated(increase(), true);
    return increase == null ? null : increase * 1e3 / (endMs - startMs);
  }

  private double instantRate() {
    int last = values.length - 1;
    double seconds = (times[last] - times[last - 1]) / 1e3;
    double up = values[last] < values[last - 1] ? values[last] : values[last] - values[last - 1];
    return up / seconds;
  }

  private @Nullable Double extrapolated(double difference, boolean counter) {
    int last = values.length - 1;
    if (last < 1) {
      return null;
    }
    double sampled = (times[last] - times[0]) / 1e3;
    double between = sampled / last;
    double before = (times[0] - startMs) / 1e3;
    double after = (endMs - times[last]) / 1e3;
    double left = before < 1.1 * between ? before : between / 2;
    double right = after < 1.1 * between ? after : between / 2;
    if (counter && difference > 0 && values[0] >= 0) {
      left = Math.min(left, sampled * values[0] / difference);
    }
    return difference * (sampled + left + right) / sampled;
  }

  /** Least squares. */
  private double slope() {
    double n = values.length;
    double[] seconds = Arrays.stream(times).mapToDouble(t -> (t - times[0]) / 1e3).toArray();
    double meanT = sum(seconds) / n;
    double meanV = sum(values) / n;
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      covariance += (seconds[i] - meanT) * (values[i] - meanV);
      variance += (seconds[i] - meanT) * (seconds[i] - meanT);
    }
    return covariance / variance;
  }
}
