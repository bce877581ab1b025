package io.tributary.hub.feed;

import io.tributary.hub.api.ExemplarCatalog;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.ExemplarCursor;
import io.tributary.schemas.topic.SampleRecordReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest exemplars of all series, in a ring: new ones push out the oldest, as in Prometheus.
 *
 * <p>Threading: one thread adds, any number reads.
 */
final class ExemplarStore implements ExemplarCatalog {
  private record Entry(Fingerprint fingerprint, Labels series, Exemplar exemplar) {}

  private final @Nullable Entry[] ring;
  private final Map<Fingerprint, Entry> newest = new HashMap<>();
  private final ExemplarCursor cursor = new ExemplarCursor();
  private int next;

  ExemplarStore(int capacity) {
    ring = new Entry[capacity];
  }

  /** Adds the exemplars of the series that the reader stands at. */
  synchronized void add(Fingerprint fingerprint, SampleRecordReader reader) {
    ByteRanges ranges = reader.exemplars();
    for (int i = 0; i < ranges.size(); i++) {
      cursor.readV2(reader.bytes(), ranges.start(i), ranges.end(i));
      Entry before = newest.get(fingerprint);
      // Agents send an exemplar again with each scrape until there is another.
      if (before == null || before.exemplar().timestampMs() < cursor.timestampMs()) {
        Labels series = before == null ? reader.labels() : before.series();
        put(new Entry(fingerprint, series, exemplar(reader)));
      }
    }
  }

  private Exemplar exemplar(SampleRecordReader reader) {
    LabelsBuilder labels = Labels.builder();
    for (int i = 0; i + 1 < cursor.labelRefCount(); i += 2) {
      labels.set(
          reader.symbol((int) cursor.labelRef(i)), reader.symbol((int) cursor.labelRef(i + 1)));
    }
    return new Exemplar(
        labels.build(), cursor.timestampMs(), Double.longBitsToDouble(cursor.valueBits()));
  }

  private void put(Entry entry) {
    Entry pushedOut = ring[next];
    if (pushedOut != null) {
      newest.remove(pushedOut.fingerprint(), pushedOut);
    }
    ring[next] = entry;
    next = (next + 1) % ring.length;
    newest.put(entry.fingerprint(), entry);
  }

  @Override
  public synchronized SortedMap<Labels, List<Exemplar>> find(
      List<List<Matcher>> selectors, long fromMs, long toMs) {
    SortedMap<Labels, List<Exemplar>> found = new TreeMap<>();
    for (int i = 0; i < ring.length; i++) {
      Entry entry = ring[(next + i) % ring.length];
      if (entry != null
          && entry.exemplar().timestampMs() >= fromMs
          && entry.exemplar().timestampMs() <= toMs
          && matches(entry.series(), selectors)) {
        found.computeIfAbsent(entry.series(), labels -> new ArrayList<>()).add(entry.exemplar());
      }
    }
    return found;
  }

  private static boolean matches(Labels series, List<List<Matcher>> selectors) {
    for (List<Matcher> selector : selectors) {
      if (selector.stream().allMatch(matcher -> matcher.matches(series))) {
        return true;
      }
    }
    return false;
  }
}
