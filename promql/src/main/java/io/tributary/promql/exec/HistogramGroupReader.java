package io.tributary.promql.exec;

import io.tributary.promql.kernel.BucketLabel;
import io.tributary.promql.kernel.ClassicHistogram;
import io.tributary.promql.kernel.HistogramEstimate;
import io.tributary.promql.kernel.Note;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a histogram together and estimates something of it at each step. Where buckets
 * and a native histogram of the same labels meet, there is no result. Of one thread.
 */
final class HistogramGroupReader implements AutoCloseable {
  private final HistogramGroups groups;
  private final SeriesTable input;
  private final RowReader rows;
  private final Scope scope;
  private final Position position;
  private final List<Row> members = new ArrayList<>();
  private final ClassicHistogram classic = new ClassicHistogram();
  private int current = -1;

  HistogramGroupReader(
      HistogramGroups groups, SeriesTable input, RowReader rows, Scope scope, Position position) {
    this.groups = groups;
    this.input = input;
    this.rows = rows;
    this.scope = scope;
    this.position = position;
  }

  /** Fills {@code out} with the estimates for a group. */
  void read(int group, HistogramEstimate estimate, Row out) {
    if (group != current) {
      readMembers(group);
      current = group;
    }
    out.clear();
    String name = groups.table.labels(group).metricName();
    String noteName = scope.options().delayedNameRemoval() ? name : "";
    for (int step = 0; step < out.steps(); step++) {
      FloatHistogram histogram = collect(group, step);
      if (histogram == null) {
        if (!classic.isEmpty()) {
          out.setFloat(step, estimate.ofClassic(classic, noteName, step));
        }
      } else if (classic.isEmpty()) {
        out.setFloat(step, estimate.ofNative(histogram, noteName, step));
      } else {
        scope.notes().add(Note.mixedClassicNative(name), position);
      }
    }
  }

  private void readMembers(int group) {
    for (int m = 0; m < groups.members(group); m++) {
      if (m == members.size()) {
        members.add(scope.row());
      }
      rows.read(groups.row(group, m), members.get(m));
    }
  }

  /** Collects the buckets at a step into {@link #classic}; the native histogram, if any. */
  private @Nullable FloatHistogram collect(int group, int step) {
    classic.clear();
    FloatHistogram found = null;
    for (int m = 0; m < groups.members(group); m++) {
      Row row = members.get(m);
      double value = row.values[step];
      if (Row.isAbsent(value)) {
        if (groups.isNative(group, m)) {
          found = row.histogram(step);
        }
        continue;
      }
      double bound = groups.bound(group, m);
      if (Double.isNaN(bound)) {
        noteBadLabel(groups.row(group, m));
      } else {
        classic.add(bound, value);
      }
    }
    return found;
  }

  private void noteBadLabel(int row) {
    String label = input.labels(row).getOrEmpty(BucketLabel.NAME);
    scope.notes().add(Note.badBucketLabel(input.labels(row).metricName(), label), position);
  }

  @Override
  public void close() {
    rows.close();
  }
}
