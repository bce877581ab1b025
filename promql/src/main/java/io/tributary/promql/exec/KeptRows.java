package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Rows that are read more than once: made at the first time, and kept. Thread-safe. */
final class KeptRows {
  private final AtomicReferenceArray<Row> rows;
  private final Budget budget;

  KeptRows(int size, Budget budget) {
    this.rows = new AtomicReferenceArray<>(size);
    this.budget = budget;
  }

  /** The row; not to be written to. Two threads may both make it, alike. */
  Row get(int i, RowReader reader, Scope scope) {
    Row known = rows.get(i);
    if (known == null) {
      known = scope.row();
      budget.hold(known.steps(), 0);
      reader.read(i, known);
      rows.set(i, known);
    }
    return known;
  }
}
