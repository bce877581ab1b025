package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one series of those that have come to have the same labels. They must not have a sample at
 * the same step. Where all labels differ it is not there at all.
 */
final class MergeOperator implements Operator {
  private final Operator input;
  private final Derived<Merged> merged = new Derived<>();

  MergeOperator(Operator input) {
    this.input = input;
  }

  @Override
  public SeriesTable series(Scope scope) {
    Merged m = merged(scope);
    int @Nullable [][] members = m.members;
    if (members != null) {
      // Two samples of the same labels are wrong even where nobody asks for the rows, as in a join
      // with nothing. There are hardly ever such rows, so that reading them twice does not matter.
      scope.keep(this, () -> check(scope, members));
    }
    return m.table;
  }

  private Boolean check(Scope scope, int[][] members) {
    Row row = scope.row();
    try (RowReader rows = open(scope)) {
      for (int i = 0; i < members.length; i++) {
        if (members[i].length > 1) {
          rows.read(i, row);
        }
      }
    }
    return true;
  }

  private Merged merged(Scope scope) {
    SeriesTable of = input.series(scope);
    return merged.get(() -> Merged.of(of), of);
  }

  @Override
  public RowReader open(Scope scope) {
    RowReader rows = input.open(scope);
    int @Nullable [][] members = merged(scope).members;
    return members == null ? rows : new Reader(rows, members, scope.row());
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return input.describe();
  }

  private static final class Reader implements RowReader {
    private final RowReader rows;
    private final int[][] members;
    private final Row part;

    Reader(RowReader rows, int[][] members, Row part) {
      this.rows = rows;
      this.members = members;
      this.part = part;
    }

    @Override
    public void read(int i, Row out) {
      int[] group = members[i];
      rows.read(group[0], out);
      for (int m = 1; m < group.length; m++) {
        rows.read(group[m], part);
        for (int step = 0; step < out.steps(); step++) {
          if (part.isPresent(step)) {
            if (out.isPresent(step)) {
              throw Evaluation.duplicates();
            }
            FloatHistogram histogram = part.histogram(step);
            if (histogram != null) {
              out.setHistogram(step, histogram);
            } else {
              out.setFloat(step, part.values[step]);
            }
          }
        }
      }
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  /** Rows of the same labels; members are null where there are none such. */
  private static final class Merged {
    final SeriesTable table;
    final int @Nullable [][] members;

    private Merged(SeriesTable table, int @Nullable [][] members) {
      this.table = table;
      this.members = members;
    }

    static Merged of(SeriesTable input) {
      if (!input.hasDuplicates()) {
        return new Merged(input, null);
      }
      Map<Labels, IntList> rows = new LinkedHashMap<>();
      for (int i = 0; i < input.size(); i++) {
        rows.computeIfAbsent(input.labels(i), labels -> new IntList()).add(i);
      }
      int[][] members = new int[rows.size()][];
      int[] first = new int[rows.size()];
      int n = 0;
      for (IntList group : rows.values()) {
        members[n] = group.toArray();
        first[n] = members[n][0];
        n++;
      }
      return new Merged(input.select(first), members);
    }
  }
}
