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

  /** Where names are dropped: the labels without them, as far as somebody asked. */
  private final @Nullable Labels @Nullable [] stripped;

  private @Nullable Boolean hasDuplicates;
  private @Nullable Boolean hasOneName;

  /**
   * Takes ownership of both.
   *
   * @param dropsName of each series, whether its metric name is to be dropped when the query is
   *     done; null where of none
   */
  SeriesTable(List<Labels> labels, boolean @Nullable [] dropsName) {
    this(labels, dropsName, false, null);
  }

  private SeriesTable(
      List<Labels> labels,
      boolean @Nullable [] dropsName,
      boolean strips,
      @Nullable Boolean hasDuplicates) {
    this.labels = labels;
    this.dropsName = dropsName;
    this.stripped = strips ? new Labels[labels.size()] : null;
    this.hasDuplicates = hasDuplicates;
  }

  /** Series that keep their names. */
  static SeriesTable of(Labels... labels) {
    return new SeriesTable(Arrays.asList(labels), null);
  }

  /** Series that are known to differ in their labels. */
  static SeriesTable ofDistinct(List<Labels> labels) {
    return new SeriesTable(labels, null, false, false);
  }

  int size() {
    return labels.size();
  }

  Labels labels(int i) {
    if (stripped == null) {
      return labels.get(i);
    }
    Labels known = stripped[i];
    if (known == null) {
      known = withoutName(labels.get(i));
      stripped[i] = known;
    }
    return known;
  }

  /**
   * The labels, perhaps with a name, type and unit that are no part of them: for whoever only looks
   * at others.
   */
  Labels labelsOrMore(int i) {
    return labels.get(i);
  }

  /** Whether the label is one that is dropped with the metric's name. */
  static boolean isMetadata(String label) {
    return METADATA.contains(label);
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
      return stripped != null ? this : new SeriesTable(labels, all, false, hasDuplicates);
    }
    return withoutNames();
  }

  /** Without the names of all series. */
  SeriesTable withoutNames() {
    // Series that differ still do without a name that all of them have.
    boolean distinct = !hasDuplicates() && sameMetadata();
    return stripped != null
        ? this
        : new SeriesTable(labels, null, true, distinct ? Boolean.FALSE : null);
  }

  /** Whether all series have the same metric name. */
  boolean hasOneName() {
    Boolean known = hasOneName;
    if (known == null) {
      known = true;
      for (int i = 1; i < labels.size() && known; i++) {
        known = labels.get(i).metricName().equals(labels.get(0).metricName());
      }
      hasOneName = known;
    }
    return known;
  }

  private boolean sameMetadata() {
    for (int i = 1; i < labels.size(); i++) {
      for (String name : METADATA) {
        if (!labels.get(i).getOrEmpty(name).equals(labels.get(0).getOrEmpty(name))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Without the names that were to be dropped when the query is done. */
  SeriesTable withDelayedRemoval() {
    if (dropsName == null) {
      return this;
    }
    Labels[] stripped = new Labels[size()];
    for (int i = 0; i < stripped.length; i++) {
      stripped[i] = dropsName[i] ? withoutName(labels(i)) : labels(i);
    }
    return of(stripped);
  }

  /** Some of the rows, in the order given. */
  SeriesTable select(int[] rows) {
    Labels[] chosen = new Labels[rows.length];
    boolean[] drops = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      chosen[i] = labels(rows[i]);
      drops[i] = dropsName(rows[i]);
    }
    return new SeriesTable(Arrays.asList(chosen), dropsName == null ? null : drops);
  }

  /** Whether two series have the same labels. */
  boolean hasDuplicates() {
    Boolean known = hasDuplicates;
    if (known == null) {
      Set<Labels> seen = new HashSet<>(2 * size());
      known = false;
      for (int i = 0; i < size() && !known; i++) {
        known = !seen.add(labels(i));
      }
      hasDuplicates = known;
    }
    return known;
  }
}
