package io.tributary.promql.exec;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a table by the labels that an aggregation groups by. */
final class Grouping {
  /** The groups' labels, in the order in which their first members come. */
  final SeriesTable table;

  /** The rows of each group, in order. */
  final int[][] members;

  private Grouping(SeriesTable table, int[][] members) {
    this.table = table;
    this.members = members;
  }

  static Grouping of(SeriesTable input, List<String> labels, boolean without) {
    Set<String> names = new HashSet<>(labels);
    Map<Object, Integer> numbers = new HashMap<>();
    List<Labels> groups = new ArrayList<>();
    List<IntList> members = new ArrayList<>();
    boolean[] drops = new boolean[input.size()];
    boolean anyDrops = false;
    String[] sorted = names.toArray(String[]::new);
    boolean byValues = !without && names.stream().noneMatch(SeriesTable::isMetadata);
    Values probe = new Values(sorted.length);
    for (int i = 0; i < input.size(); i++) {
      // By a few labels: looked up by their values alone, without making labels of them.
      Object key =
          byValues
              ? probe.read(input.labelsOrMore(i), sorted)
              : key(input.labels(i), names, without);
      Integer group = numbers.get(key);
      if (group == null) {
        group = groups.size();
        numbers.put(byValues ? probe.copy() : key, group);
        groups.add(key instanceof Labels made ? made : key(input.labels(i), names, false));
        members.add(new IntList());
      }
      members.get(group).add(i);
      if (input.dropsName(i)) {
        drops[group] = true;
        anyDrops = true;
      }
    }
    int[][] rows = new int[groups.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = members.get(i).toArray();
    }
    return new Grouping(
        anyDrops
            ? new SeriesTable(groups, Arrays.copyOf(drops, groups.size()))
            : SeriesTable.ofDistinct(groups),
        rows);
  }

  /** The values of the labels that are grouped by; reused as a probe, copied as a key. */
  private static final class Values {
    private final String[] values;
    private int hash;

    Values(int size) {
      values = new String[size];
    }

    Values read(Labels labels, String[] names) {
      int h = 1;
      for (int i = 0; i < names.length; i++) {
        values[i] = labels.getOrEmpty(names[i]);
        h = 31 * h + values[i].hashCode();
      }
      hash = h;
      return this;
    }

    Values copy() {
      Values copy = new Values(values.length);
      System.arraycopy(values, 0, copy.values, 0, values.length);
      copy.hash = hash;
      return copy;
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Values other && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  static Labels key(Labels labels, Set<String> names, boolean without) {
    if (without) {
      return labels.without(names).withoutName();
    }
    return names.isEmpty() ? Labels.EMPTY : labels.only(names);
  }
}
