package io.tributary.promql.exec;

import io.tributary.promql.kernel.BucketLabel;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows make up one histogram: those of the same labels but for the bucket label. A row
 * without that label may hold native histograms of the same labels. Immutable.
 */
final class HistogramGroups {
  /** The groups' labels, without the bucket label. */
  final SeriesTable table;

  private final List<Group> groups;

  /** One histogram; the buckets by ascending bound, those without a readable bound (NaN) last. */
  private static final class Group {
    final List<Bucket> buckets = new ArrayList<>();
    int nativeRow = -1;
  }

  private record Bucket(int row, double bound) {}

  private HistogramGroups(SeriesTable table, List<Group> groups) {
    this.table = table;
    this.groups = groups;
  }

  static HistogramGroups of(SeriesTable input) {
    Map<Labels, Group> byLabels = new LinkedHashMap<>();
    for (int row = 0; row < input.size(); row++) {
      Labels labels = input.labels(row);
      String bound = labels.getOrEmpty(BucketLabel.NAME);
      Group group =
          byLabels.computeIfAbsent(
              bound.isEmpty() ? labels : labels.without(Set.of(BucketLabel.NAME)),
              l -> new Group());
      group.buckets.add(new Bucket(row, BucketLabel.bound(bound)));
      if (bound.isEmpty()) {
        group.nativeRow = row;
      }
    }
    byLabels.values().forEach(g -> g.buckets.sort(Comparator.comparingDouble(Bucket::bound)));
    return new HistogramGroups(
        SeriesTable.of(byLabels.keySet().toArray(Labels[]::new)),
        new ArrayList<>(byLabels.values()));
  }

  /** How many rows the group has. */
  int members(int group) {
    return groups.get(group).buckets.size();
  }

  /** The row of a member of the group. */
  int row(int group, int member) {
    return groups.get(group).buckets.get(member).row();
  }

  /** The bound of a member as a bucket, NaN where its label spells none. */
  double bound(int group, int member) {
    return groups.get(group).buckets.get(member).bound();
  }

  /** Whether native histograms of the member are those of the group. */
  boolean isNative(int group, int member) {
    return row(group, member) == groups.get(group).nativeRow;
  }
}
