package io.tributary.promql.exec;

import io.tributary.schemas.labels.Labels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series that an operator has rows for, known before any data: row {@code i} is of series
 * {@code i}. Immutable. Operators keep what they work out of a table for as long as they are given
 * that very table.
 */
final class SeriesTable {
  /** No series. */
  static final SeriesTable EMPTY = new SeriesTable(List.of(), null);

  /** One series without labels, as of scalars. */
  static final SeriesTable SCALAR = new SeriesTable(List.of(Labels.EMPTY), null);

  private static final Set<String> METADATA = Set.of(Labels.NAME, "__type__", "__unit__");

  private final List<Labels> labels;
  private final boolean @Nullable [] dropsName;
  private @Nullable Boolean hasDuplicates;

  /**
   * Takes ownership of both.
   *
   * @param dropsName of each series, whether its metric name is to be dropped when the query is
   *     done; null where of none
   */
  SeriesTable(List<Labels> labels, boolean @Nullable [] dropsName) {
    this.labels = labels;
    this.dropsName = dropsName;
  }

  /** Series that keep their names. */
  static SeriesTable of(Labels... labels) {
    return new SeriesTable(Arrays.asList(labels), null);
  }

  int size() {
    return labels.size();
  }

  Labels labels(int i) {
    return labels.get(i);
  }

  boolean dropsName(int i) {
    return dropsName != null && dropsName[i];
  }

  /** The labels without the metric's name, type and unit. */
  static Labels withoutName(Labels labels) {
    return labels.without(METADATA);
  }

  /** The table of an operator whose result is another thing than the metric that it was given. */
  SeriesTable droppingNames(boolean delayed) {
    if (delayed) {
      boolean[] all = new boolean[size()];
      Arrays.fill(all, true);
      return new SeriesTable(labels, all);
    }
    return withoutNames();
  }

  /** Without the names of all series. */
  SeriesTable withoutNames() {
    Labels[] stripped = new Labels[size()];
    for (int i = 0; i < stripped.length; i++) {
      stripped[i] = withoutName(labels.get(i));
    }
    return of(stripped);
  }

  /** Without the names that were to be dropped when the query is done. */
  SeriesTable withDelayedRemoval() {
    if (dropsName == null) {
      return this;
    }
    Labels[] stripped = new Labels[size()];
    for (int i = 0; i < stripped.length; i++) {
      stripped[i] = dropsName[i] ? withoutName(labels.get(i)) : labels.get(i);
    }
    return of(stripped);
  }

  /** Some of the rows, in the order given. */
  SeriesTable select(int[] rows) {
    Labels[] chosen = new Labels[rows.length];
    boolean[] drops = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = labels.get(rows[i]);
      drops[i] = dropsName(rows[i]);
    }
    return new SeriesTable(Arrays.asList(chosen), dropsName == null ? null : drops);
  }

  /** Whether two series have the same labels. */
  boolean hasDuplicates() {
    Boolean known = hasDuplicates;
    if (known == null) {
      known = new HashSet<>(labels).size() < labels.size();
      hasDuplicates = known;
    }
    return known;
  }
}
