package io.tributary.promql.exec;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    Map<Labels, Integer> byLabels = new HashMap<>();
    List<Labels> groups = new ArrayList<>();
    List<IntList> members = new ArrayList<>();
    boolean[] drops = new boolean[input.size()];
    boolean anyDrops = false;
    for (int i = 0; i < input.size(); i++) {
      Labels key = key(input.labels(i), names, without);
      Integer group = byLabels.get(key);
      if (group == null) {
        group = groups.size();
        byLabels.put(key, group);
        groups.add(key);
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
        new SeriesTable(groups, anyDrops ? Arrays.copyOf(drops, groups.size()) : null), rows);
  }

  static Labels key(Labels labels, Set<String> names, boolean without) {
    if (without) {
      return labels.without(names).withoutName();
    }
    return names.isEmpty() ? Labels.EMPTY : labels.only(names);
  }
}
