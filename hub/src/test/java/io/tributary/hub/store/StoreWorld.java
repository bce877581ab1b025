package io.tributary.hub.store;

import io.tributary.hub.head.Appended;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.Selection;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A store in a folder, with a clock that is always just behind the latest sample. */
final class StoreWorld implements AutoCloseable {
  static final long BLOCK_MS = Duration.ofHours(2).toMillis();
  static final long MINUTE_MS = 60_000;

  private final Path folder;
  private long nowMs;
  private HubStore store;

  StoreWorld(Path folder) throws IOException {
    this.folder = folder;
    store = open();
  }

  private HubStore open() throws IOException {
    return new HubStore(StoreConfig.of(folder), () -> Instant.ofEpochMilli(nowMs));
  }

  HubStore store() {
    return store;
  }

  void reopen() throws IOException {
    store.close();
    store = open();
  }

  static Labels series(int i) {
    return Labels.of("__name__", "m", "i", "i" + i);
  }

  Appended append(int series, long timestampMs, double value) {
    nowMs = Math.max(nowMs, timestampMs);
    return appendUnheard(series, timestampMs, value);
  }

  /** Without moving the clock. */
  Appended appendUnheard(int series, long timestampMs, double value) {
    Labels labels = series(series);
    return store.appender().append(Fingerprint.of(labels), () -> labels, timestampMs, value);
  }

  /** A sample a minute of each of so many series, valued by the minute. */
  void fill(int series, long fromMs, long toMs) {
    for (long time = fromMs; time < toMs; time += MINUTE_MS) {
      for (int i = 0; i < series; i++) {
        append(i, time, (double) time / MINUTE_MS);
      }
    }
  }

  boolean cut() throws IOException {
    return store.cut(Map.of(), Long.MAX_VALUE);
  }

  void compact() throws IOException {
    boolean more = true;
    while (more) {
      more = store.compact();
    }
  }

  /** All samples of a series, by time. */
  SortedMap<Long, Double> samples(int series) {
    SortedMap<Long, Double> found = new TreeMap<>();
    StoreSeries set = store.select(selection(Matcher.equal("i", "i" + series)));
    SampleColumns into = new SampleColumns();
    try (SampleReader reader = set.open()) {
      for (int s = 0; s < set.size(); s++) {
        reader.read(s, Long.MIN_VALUE, Long.MAX_VALUE, into);
        for (int i = into.from; i < into.to; i++) {
          if (found.put(into.timestamps[i], into.values[i]) != null) {
            throw new AssertionError("twice at " + into.timestamps[i]);
          }
        }
      }
    }
    return found;
  }

  static Selection selection(Matcher... matchers) {
    return new Selection(List.of(matchers), Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public void close() {
    store.close();
  }
}
