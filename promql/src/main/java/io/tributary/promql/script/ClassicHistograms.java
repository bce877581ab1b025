package io.tributary.promql.script;

import io.tributary.promql.kernel.BucketLabel;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes native histograms with custom buckets of classic ones: of {@code x_bucket}, {@code x_count}
 * and {@code x_sum} one series {@code x}.
 */
final class ClassicHistograms {
  /** The classic histogram of one time. */
  private static final class Point {
    final TreeMap<Double, Double> cumulative = new TreeMap<>();
    double sum;
    double count = Double.NaN;
  }

  private final Map<Labels, TreeMap<Long, Point>> histograms = new LinkedHashMap<>();

  private ClassicHistograms() {}

  static List<ScriptSeries> convert(List<ScriptSeries> classic) {
    ClassicHistograms collected = new ClassicHistograms();
    classic.forEach(collected::collect);
    List<ScriptSeries> converted = new ArrayList<>();
    collected.histograms.forEach(
        (labels, points) -> {
          List<ScriptSeries.Sample> samples = new ArrayList<>();
          points.forEach(
              (atMs, point) -> {
                if (!point.cumulative.isEmpty()) {
                  samples.add(new ScriptSeries.Sample(atMs, 0, convert(point), 0));
                }
              });
          if (!samples.isEmpty()) {
            converted.add(new ScriptSeries(labels, samples));
          }
        });
    return converted;
  }

  private void collect(ScriptSeries series) {
    String name = series.labels().metricName();
    if (name.endsWith("_bucket") && series.labels().has(BucketLabel.NAME)) {
      double bound = BucketLabel.bound(series.labels().getOrEmpty(BucketLabel.NAME));
      if (!Double.isNaN(bound)) {
        for (ScriptSeries.Sample sample : series.samples()) {
          point(series, "_bucket", sample).cumulative.put(bound, sample.value());
        }
      }
    } else if (name.endsWith("_count")) {
      for (ScriptSeries.Sample sample : series.samples()) {
        point(series, "_count", sample).count = sample.value();
      }
    } else if (name.endsWith("_sum")) {
      for (ScriptSeries.Sample sample : series.samples()) {
        point(series, "_sum", sample).sum = sample.value();
      }
    }
  }

  private Point point(ScriptSeries series, String suffix, ScriptSeries.Sample sample) {
    String name = series.labels().metricName();
    Labels labels =
        series.labels().without(Set.of(BucketLabel.NAME)).toBuilder()
            .set(Labels.NAME, name.substring(0, name.length() - suffix.length()))
            .build();
    return histograms
        .computeIfAbsent(labels, l -> new TreeMap<>())
        .computeIfAbsent(sample.timestampMs(), t -> new Point());
  }

  private static FloatHistogram convert(Point point) {
    TreeMap<Double, Double> cumulative = point.cumulative;
    double total = point.count;
    if (Double.isNaN(total)) {
      total = cumulative.lastEntry().getValue();
    }
    cumulative.putIfAbsent(Double.POSITIVE_INFINITY, total);
    double[] bounds = new double[cumulative.size() - 1];
    double[] counts = new double[cumulative.size()];
    double before = 0;
    int i = 0;
    for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
      if (i < bounds.length) {
        bounds[i] = bucket.getKey();
      }
      counts[i++] = bucket.getValue() - before;
      before = bucket.getValue();
    }
    return FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
        .customBounds(bounds)
        .positive(0, counts)
        .count(total)
        .sum(point.sum)
        .build();
  }
}
