package io.tributary.promql.exec;

import io.tributary.promql.kernel.Note;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.labels.Labels;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * {@code sort} and the like: an order of an instant query's samples. In a range query the result is
 * sorted by labels anyway, so it only leaves out histograms, and says so.
 */
final class SortOperator implements Operator {
  private final Operator input;
  private final boolean descending;
  private final List<String> labels;
  private final Position position;

  /**
   * By value, or by labels.
   *
   * @param labels to sort by; empty for the value
   */
  SortOperator(Operator input, boolean descending, List<String> labels, Position position) {
    this.input = input;
    this.descending = descending;
    this.labels = labels;
    this.position = position;
  }

  @Override
  public SeriesTable series(Scope scope) {
    if (scope.grid().steps() != 1) {
      scope.notes().add(Note.sortInRangeQuery(), position);
      return input.series(scope);
    }
    return order(scope).table;
  }

  private Order order(Scope scope) {
    return scope.keep(
        this,
        () -> {
          SeriesTable table = input.series(scope);
          Integer[] rows = new Integer[table.size()];
          Arrays.setAll(rows, i -> i);
          Arrays.sort(rows, labels.isEmpty() ? byValue(table, scope) : byLabels(table));
          return new Order(table, rows);
        });
  }

  private Comparator<Integer> byValue(SeriesTable table, Scope scope) {
    double[] values = new double[table.size()];
    Row row = scope.row();
    try (RowReader rows = input.open(scope)) {
      for (int i = 0; i < values.length; i++) {
        rows.read(i, row);
        values[i] = row.values[0];
      }
    }
    // NaN comes last either way.
    return (a, b) -> {
      double x = values[a];
      double y = values[b];
      if (Double.isNaN(x) || Double.isNaN(y)) {
        return Boolean.compare(Double.isNaN(x), Double.isNaN(y));
      }
      return descending ? -compare(x, y) : compare(x, y);
    };
  }

  private static int compare(double x, double y) {
    return x < y ? -1 : x > y ? 1 : 0;
  }

  private Comparator<Integer> byLabels(SeriesTable table) {
    Comparator<Labels> order =
        (a, b) -> {
          for (String label : labels) {
            String x = a.getOrEmpty(label);
            String y = b.getOrEmpty(label);
            if (!x.equals(y)) {
              return NaturalOrder.isLess(x, y) ? -1 : 1;
            }
          }
          return a.compareTo(b);
        };
    Comparator<Labels> directed = descending ? order.reversed() : order;
    return (a, b) -> directed.compare(table.labels(a), table.labels(b));
  }

  @Override
  public RowReader open(Scope scope) {
    RowReader rows = input.open(scope);
    int[] order = scope.grid().steps() == 1 ? order(scope).rows : null;
    boolean floatsOnly = labels.isEmpty();
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        rows.read(order == null ? i : order[i], out);
        if (floatsOnly) {
          out.clearHistograms();
        }
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Sort " + (labels.isEmpty() ? "by value" : "by " + labels) + (descending ? " down" : "");
  }

  private static final class Order {
    final SeriesTable table;
    final int[] rows;

    Order(SeriesTable input, Integer[] sorted) {
      rows = new int[sorted.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = sorted[i];
      }
      table = input.select(rows);
    }
  }
}
