package io.tributary.promql.source;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Series in memory, uncompressed: for tests, scripts and benchmarks.
 *
 * <p>Threading: appended to by one thread, and not while a query runs. Queries may be many.
 */
public final class InMemorySource implements SeriesSource {
  private final Map<Labels, InMemorySeries> series = new HashMap<>();
  private final Map<String, List<InMemorySeries>> byName = new HashMap<>();
  private final Map<List<Matcher>, SeriesSet> selected = new HashMap<>();

  /** Appends a float sample, later than all of its series. */
  public void append(Labels labels, long timestampMs, double value) {
    append(labels, timestampMs, value, 0);
  }

  /** Appends a float sample of a counter that started at {@code startMs} (0: not known). */
  public void append(Labels labels, long timestampMs, double value, long startMs) {
    of(labels).append(timestampMs, value, startMs);
  }

  /** Appends a histogram, later than all samples of its series. */
  public void append(Labels labels, long timestampMs, FloatHistogram histogram, long startMs) {
    of(labels).append(timestampMs, histogram, startMs);
  }

  /** Forgets everything. */
  public void clear() {
    series.clear();
    byName.clear();
    forgetSelections();
  }

  /** How many series there are. */
  public int size() {
    return series.size();
  }

  private InMemorySeries of(Labels labels) {
    InMemorySeries known = series.get(labels);
    if (known == null) {
      known = new InMemorySeries(labels);
      series.put(labels, known);
      byName.computeIfAbsent(labels.metricName(), name -> new ArrayList<>()).add(known);
      forgetSelections();
    }
    return known;
  }

  private synchronized void forgetSelections() {
    selected.clear();
  }

  @Override
  public synchronized SeriesSet select(Selection selection) {
    SeriesSet known = selected.get(selection.matchers());
    if (known == null) {
      known = find(selection.matchers(), selection.checkpoint());
      selected.put(selection.matchers(), known);
    }
    return known;
  }

  private SeriesSet find(List<Matcher> matchers, Runnable checkpoint) {
    List<InMemorySeries> found = new ArrayList<>();
    String name = exactName(matchers);
    if (name != null) {
      addMatching(byName.getOrDefault(name, List.of()), matchers, checkpoint, found);
    } else {
      byName.values().forEach(candidates -> addMatching(candidates, matchers, checkpoint, found));
    }
    InMemorySeries[] sorted = found.toArray(InMemorySeries[]::new);
    Arrays.sort(sorted, (a, b) -> a.labels.compareTo(b.labels));
    return new Found(sorted);
  }

  private static @Nullable String exactName(List<Matcher> matchers) {
    for (Matcher m : matchers) {
      if (m.type() == Matcher.Type.EQUAL && m.name().equals(Labels.NAME)) {
        return m.value();
      }
    }
    return null;
  }

  private static void addMatching(
      List<InMemorySeries> candidates,
      List<Matcher> matchers,
      Runnable checkpoint,
      List<InMemorySeries> found) {
    for (InMemorySeries candidate : candidates) {
      checkpoint.run();
      boolean all = true;
      for (int i = 0; all && i < matchers.size(); i++) {
        all = matchers.get(i).matches(candidate.labels);
      }
      if (all) {
        found.add(candidate);
      }
    }
  }

  /** Has no state of its own to read with, so one reader serves all threads. */
  private static final class Found implements SeriesSet, SampleReader {
    private final InMemorySeries[] series;
    private final List<Labels> labels;

    Found(InMemorySeries[] series) {
      this.series = series;
      Labels[] all = new Labels[series.length];
      for (int i = 0; i < series.length; i++) {
        all[i] = series[i].labels;
      }
      this.labels = List.of(all);
    }

    @Override
    public List<Labels> labels() {
      return labels;
    }

    @Override
    public SampleReader open() {
      return this;
    }

    @Override
    public void read(int id, long fromMs, long toMs, SampleColumns into) {
      series[id].read(fromMs, toMs, into);
    }
  }
}
