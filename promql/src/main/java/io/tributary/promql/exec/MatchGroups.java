package io.tributary.promql.exec;

import io.tributary.promql.syntax.VectorMatching;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The series of two sides by the labels that {@code on} and {@code ignoring} have them match by.
 */
final class MatchGroups {
  private final List<Group> groups = new ArrayList<>();
  private final int[] leftGroup;
  private final int[] rightGroup;

  /** The rows that match each other. */
  static final class Group {
    final Labels key;
    final IntList left = new IntList();
    final IntList right = new IntList();

    Group(Labels key) {
      this.key = key;
    }
  }

  MatchGroups(SeriesTable left, SeriesTable right, VectorMatching matching) {
    Map<Labels, Integer> byKey = new HashMap<>();
    Set<String> labels = new HashSet<>(matching.labels());
    leftGroup = new int[left.size()];
    rightGroup = new int[right.size()];
    for (int i = 0; i < left.size(); i++) {
      leftGroup[i] = group(left.labels(i), matching.on(), labels, byKey);
      groups.get(leftGroup[i]).left.add(i);
    }
    for (int i = 0; i < right.size(); i++) {
      rightGroup[i] = group(right.labels(i), matching.on(), labels, byKey);
      groups.get(rightGroup[i]).right.add(i);
    }
  }

  private int group(Labels labels, boolean on, Set<String> names, Map<Labels, Integer> byKey) {
    Labels key = key(labels, on, names);
    Integer known = byKey.get(key);
    if (known != null) {
      return known;
    }
    byKey.put(key, groups.size());
    groups.add(new Group(key));
    return groups.size() - 1;
  }

  private static Labels key(Labels labels, boolean on, Set<String> names) {
    return on ? labels.only(names) : labels.without(names).withoutName();
  }

  List<Group> all() {
    return groups;
  }

  Group ofLeft(int row) {
    return groups.get(leftGroup[row]);
  }

  Group ofRight(int row) {
    return groups.get(rightGroup[row]);
  }
}
