package io.tributary.promql.exec;

import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The info series that some series may take labels from, by the labels that tie them together. */
final class InfoSeries {
  private static final Set<String> IDENTIFYING = Set.of("instance", "job");
  private static final long ABSENT = Long.MIN_VALUE;

  /** By the info metric's name, then by the identifying labels. */
  private final Map<String, Map<Labels, Candidates>> byName = new TreeMap<>();

  private final List<Labels> labels;

  private InfoSeries(List<Labels> labels) {
    this.labels = labels;
  }

  /** Info series of one metric and the same identifying labels; the newest at a step counts. */
  static final class Candidates {
    /** The series' number at each step, or -1. */
    final int[] series;

    /** The timestamp of that series' sample. */
    final long[] timestamps;

    Candidates(int steps) {
      series = new int[steps];
      timestamps = new long[steps];
      Arrays.fill(series, -1);
      Arrays.fill(timestamps, ABSENT);
    }
  }

  static InfoSeries find(
      InfoSelector selector, List<Labels> interested, TimeGrid grid, Scope scope) {
    Set<Labels> wanted = new java.util.HashSet<>();
    for (Labels one : interested) {
      Labels key = one.only(IDENTIFYING);
      if (!key.isEmpty()) {
        wanted.add(key);
      }
    }
    if (wanted.isEmpty()) {
      return new InfoSeries(List.of());
    }
    List<Matcher> matchers = new ArrayList<>(selector.names());
    matchers.addAll(selector.data());
    long lookbackMs = scope.options().lookback().toMillis();
    SeriesSet set =
        scope.evaluation().select(matchers, grid.startMs() - lookbackMs + 1, grid.endMs());
    InfoSeries info = new InfoSeries(set.labels());
    info.read(set, wanted, grid, scope);
    return info;
  }

  private void read(SeriesSet set, Set<Labels> wanted, TimeGrid grid, Scope scope) {
    long lookbackMs = scope.options().lookback().toMillis();
    SampleColumns columns = new SampleColumns();
    try (SampleReader reader = set.open()) {
      for (int i = 0; i < set.size(); i++) {
        Labels key = labels.get(i).only(IDENTIFYING);
        if (!wanted.contains(key)) {
          continue;
        }
        reader.read(i, grid.startMs() - lookbackMs + 1, grid.endMs(), columns);
        scope.evaluation().budget().read(columns.size());
        scope.evaluation().budget().check();
        if (columns.histogramCount > 0) {
          throw Evaluation.failure(
              "this should be an info metric, with float samples: "
                  + BracedLabels.of(labels.get(i)));
        }
        Candidates candidates =
            byName
                .computeIfAbsent(labels.get(i).metricName(), n -> new LinkedHashMap<>())
                .computeIfAbsent(key, k -> new Candidates(grid.steps()));
        add(i, columns, candidates, grid, lookbackMs);
      }
    }
  }

  private void add(
      int i, SampleColumns columns, Candidates candidates, TimeGrid grid, long lookbackMs) {
    int next = columns.from;
    for (int step = 0; step < grid.steps(); step++) {
      long t = grid.at(step);
      while (next < columns.to && columns.timestamps[next] <= t) {
        next++;
      }
      if (next == columns.from) {
        continue;
      }
      long timestamp = columns.timestamps[next - 1];
      if (timestamp <= t - lookbackMs || StalenessMarker.is(columns.values[next - 1])) {
        continue;
      }
      int known = candidates.series[step];
      if (known >= 0 && candidates.timestamps[step] == timestamp) {
        throw Evaluation.failure(
            "found duplicate series for info metric: existing "
                + BracedLabels.of(labels.get(known))
                + " @ "
                + timestamp
                + ", new "
                + BracedLabels.of(labels.get(i))
                + " @ "
                + timestamp);
      }
      if (candidates.timestamps[step] < timestamp) {
        candidates.series[step] = i;
        candidates.timestamps[step] = timestamp;
      }
    }
  }

  /** The candidates of each info metric for a series. */
  List<Candidates> matching(Labels series) {
    Labels key = series.only(IDENTIFYING);
    List<Candidates> found = new ArrayList<>();
    for (Map<Labels, Candidates> byKey : byName.values()) {
      Candidates candidates = byKey.get(key);
      if (candidates != null) {
        found.add(candidates);
      }
    }
    return found;
  }

  /** Which series count at a step, one of each candidates or -1; at a fixed time, always one. */
  static int[] at(List<Candidates> candidates, int step) {
    int[] chosen = new int[candidates.size()];
    for (int i = 0; i < chosen.length; i++) {
      int[] series = candidates.get(i).series;
      chosen[i] = series[series.length == 1 ? 0 : step];
    }
    return chosen;
  }

  /** The labels of those that count. */
  List<Labels> labels(List<Candidates> candidates, int[] chosen) {
    List<Labels> found = new ArrayList<>(candidates.size());
    for (int series : chosen) {
      if (series >= 0) {
        found.add(labels.get(series));
      }
    }
    return found;
  }
}
