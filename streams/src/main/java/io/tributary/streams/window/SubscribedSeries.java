package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The series that one subscription has found so far, in order of labels. The same {@link SeriesSet}
 * is handed out until a series comes or goes, so that plans keep the label work they did for it.
 */
final class SubscribedSeries {
  private static final Comparator<Series> BY_LABELS = Comparator.comparing(series -> series.labels);

  final Subscription subscription;
  private final boolean reserved;
  private final List<Series> arrived = new ArrayList<>();
  private Series[] sorted = new Series[0];
  private boolean departed;
  private @Nullable SeriesSet current;
  private long lateFromMs = Long.MAX_VALUE;
  private long lateToMs = Long.MIN_VALUE;

  SubscribedSeries(Subscription subscription) {
    this.subscription = subscription;
    this.reserved = subscription.reserved();
  }

  boolean matches(Labels labels) {
    if (!reserved && !labels.getOrEmpty(Subscription.RESERVED_LABEL).isEmpty()) {
      return false;
    }
    for (Matcher matcher : subscription.matchers()) {
      if (!matcher.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  void add(Series series) {
    arrived.add(series);
    current = null;
  }

  /** Some series have lost their last sample: those are left out from now on. */
  void removeForgotten() {
    departed = true;
    current = null;
  }

  /** One of the series got a sample late; whether it is the first since {@link #takeLate}. */
  boolean addLate(long timestampMs) {
    boolean first = lateFromMs > lateToMs;
    lateFromMs = Math.min(lateFromMs, timestampMs);
    lateToMs = Math.max(lateToMs, timestampMs);
    return first;
  }

  void takeLate(LateSamples receiver) {
    long fromMs = lateFromMs;
    long toMs = lateToMs;
    lateFromMs = Long.MAX_VALUE;
    lateToMs = Long.MIN_VALUE;
    receiver.came(subscription.matchers(), fromMs, toMs);
  }

  int size() {
    return sorted.length + arrived.size();
  }

  SeriesSet set() {
    if (current == null) {
      merge();
      current = setOf(sorted);
    }
    return current;
  }

  /** A set of these series, which must be in order of labels. */
  static SeriesSet setOf(Series[] sorted) {
    Labels[] labels = new Labels[sorted.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = sorted[i].labels;
    }
    return new Set(sorted, List.of(labels));
  }

  static void sort(Series[] series) {
    Arrays.sort(series, BY_LABELS);
  }

  private void merge() {
    Series[] fresh = arrived.toArray(new Series[0]);
    arrived.clear();
    sort(fresh);
    Series[] merged = new Series[sorted.length + fresh.length];
    int n = 0;
    int j = 0;
    for (Series old : sorted) {
      while (j < fresh.length && BY_LABELS.compare(fresh[j], old) < 0) {
        merged[n++] = fresh[j++];
      }
      if (!departed || !old.isForgotten()) {
        merged[n++] = old;
      }
    }
    while (j < fresh.length) {
      merged[n++] = fresh[j++];
    }
    departed = false;
    sorted = n == merged.length ? merged : Arrays.copyOf(merged, n);
  }

  private static final class Set implements SeriesSet, SampleReader {
    /** So many series ahead of the one that is read, the next ones are fetched from memory. */
    private static final int AHEAD = 4;

    private static final int[] NONE = {};

    private final Series[] series;
    private final List<Labels> labels;

    /** What other sets may have worked out of the series with numbers; null where none has one. */
    private final @Nullable KeptEnds kept;

    /** -1: none. */
    private final int[] numbers;

    /** Of what was fetched ahead: what is kept must be fetched. */
    @SuppressWarnings("UnusedVariable") // that it is written is the point
    private int touched;

    Set(Series[] series, List<Labels> labels) {
      this.series = series;
      this.labels = labels;
      KeptEnds any = null;
      int[] all = new int[series.length];
      for (int i = 0; i < all.length; i++) {
        ChunkedSamples chunks = series[i].chunks;
        all[i] = chunks == null ? -1 : chunks.number;
        any = chunks == null ? any : chunks.store.kept;
      }
      kept = any;
      numbers = any == null ? NONE : all;
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
    public void read(int index, long fromMs, long toMs, SampleColumns into) {
      series[index].readAll(fromMs, toMs, into);
    }

    @Override
    public void readLatest(int index, long fromMs, long toMs, SampleColumns into) {
      lookAhead(index, toMs - fromMs);
      series[index].readLast(fromMs, toMs, into);
    }

    @Override
    public boolean summarize(int index, long fromMs, long toMs, RangeSummary into) {
      lookAhead(index, toMs - fromMs);
      return series[index].summarize(fromMs, toMs, into);
    }

    @Override
    public boolean summarizeEnds(int index, long fromMs, long toMs, RangeSummary into) {
      KeptEnds k = kept;
      int number = k == null ? -1 : numbers[index];
      if (k != null && number >= 0 && k.get(number, fromMs, toMs, into)) {
        return true;
      }
      lookAhead(index, toMs - fromMs);
      boolean summarized = series[index].summarizeEnds(fromMs, toMs, into);
      if (k != null && number >= 0 && summarized) {
        k.put(number, fromMs, toMs, into);
      }
      return summarized;
    }

    /**
     * Series lie anywhere in memory, and are read one after the other: with those to come touched
     * before their turn, one thing after the other that leads to their samples, the processor waits
     * for several at a time rather than for each.
     */
    private void lookAhead(int index, long lengthMs) {
      if (index + AHEAD * (Series.LAST_TOUCH + 1) < series.length) {
        for (int step = 0; step <= Series.LAST_TOUCH; step++) {
          touched += series[index + AHEAD * (Series.LAST_TOUCH + 1 - step)].touch(step, lengthMs);
        }
      }
    }
  }
}
