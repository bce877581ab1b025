package io.tributary.promql.exec;

import io.tributary.promql.kernel.Notes;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.kernel.TimeGrid;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation on one grid: the query's own, or that of a subquery or of what is constant. Holds
 * what operators worked out for it and need again. Thread-safe.
 */
final class Scope {
  private final Evaluation evaluation;
  private final TimeGrid grid;
  private final Map<TimeGrid, Scope> inner;
  private final IdentityHashMap<Object, Kept<?>> kept = new IdentityHashMap<>();

  Scope(Evaluation evaluation, TimeGrid grid) {
    this(evaluation, grid, new HashMap<>());
    inner.put(grid, this);
  }

  private Scope(Evaluation evaluation, TimeGrid grid, Map<TimeGrid, Scope> inner) {
    this.evaluation = evaluation;
    this.grid = grid;
    this.inner = inner;
  }

  Evaluation evaluation() {
    return evaluation;
  }

  EngineOptions options() {
    return evaluation.options();
  }

  TimeGrid grid() {
    return grid;
  }

  /** Where operators put notes. */
  Notes notes() {
    return evaluation.notes();
  }

  /**
   * A row of the grid's steps, which the query pays for: taken once a reader, not once a read.
   *
   * @throws QueryException where there is no room for it
   */
  Row row() {
    evaluation.budget().hold(0, Footprint.row(grid.steps()));
    return new Row(grid.steps());
  }

  /** The same evaluation on another grid; the same scope for the same grid. */
  Scope on(TimeGrid other) {
    synchronized (inner) {
      Scope scope = inner.get(other);
      if (scope == null) {
        scope = new Scope(evaluation, other, inner);
        inner.put(other, scope);
      }
      return scope;
    }
  }

  /**
   * What {@code key} worked out in this scope before; else works it out now, once. Others wait for
   * it only if they want the same.
   */
  @SuppressWarnings("unchecked") // a key has one supplier
  <T> T keep(Object key, Supplier<T> supplier) {
    Kept<T> slot;
    synchronized (kept) {
      slot = (Kept<T>) kept.computeIfAbsent(key, k -> new Kept<T>());
    }
    return slot.get(supplier);
  }

  /** One thing that is worked out once. */
  private static final class Kept<T> {
    private @Nullable T value;

    synchronized T get(Supplier<T> supplier) {
      T known = value;
      if (known == null) {
        known = supplier.get();
        value = known;
      }
      return known;
    }
  }
}
