package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** The notes of one query, each once, in the order found. Thread-safe. */
public final class Notes {
  private final Set<Placed> found = new LinkedHashSet<>();

  /** Adds a note on a piece of the query. */
  public synchronized void add(Note note, Position position) {
    found.add(new Placed(note, position));
  }

  /** Gives each note to {@code consumer}. */
  public synchronized void forEach(BiConsumer<Note, Position> consumer) {
    found.forEach(placed -> consumer.accept(placed.note, placed.position));
  }

  private record Placed(Note note, Position position) {}
}
