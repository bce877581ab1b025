package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The notes of one query, each text once: at the first place in the query that it is about.
 * Thread-safe.
 */
public final class Notes {
  private final Map<Note, Position> found = new LinkedHashMap<>();
  private final Map<String, MonotonicityFixes> fixes = new LinkedHashMap<>();

  /** Adds a note on a piece of the query. */
  public synchronized void add(Note note, Position position) {
    found.merge(note, position, (a, b) -> b.start() < a.start() ? b : a);
  }

  /**
   * Adds that the counts of a classic histogram had to be raised at a time.
   *
   * @param metricName of the histogram, or empty
   */
  public synchronized void addFixed(
      ClassicHistogram histogram, String metricName, long atMs, Position position) {
    fixes
        .computeIfAbsent(metricName, name -> new MonotonicityFixes(name, position))
        .add(histogram, atMs, position);
  }

  /** Gives each note to {@code consumer}. */
  public synchronized void forEach(BiConsumer<Note, Position> consumer) {
    found.forEach(consumer);
    fixes.values().forEach(f -> consumer.accept(f.note(), f.position()));
  }
}
