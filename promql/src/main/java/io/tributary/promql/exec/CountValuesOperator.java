package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code count_values}: how often each value occurs in a group. Its series depend on the data. */
final class CountValuesOperator implements Operator {
  private final Plan.Aggregation plan;
  private final Operator input;
  private final String label;

  CountValuesOperator(Plan.Aggregation plan, Operator input, String label) {
    this.plan = plan;
    this.input = input;
    this.label = label;
  }

  @Override
  public SeriesTable series(Scope scope) {
    return counts(scope).table;
  }

  private Counts counts(Scope scope) {
    return scope.keep(this, () -> count(scope));
  }

  private Counts count(Scope scope) {
    SeriesTable table = input.series(scope);
    Set<String> grouping = new HashSet<>(plan.grouping());
    if (!plan.without()) {
      grouping.add(label);
    }
    Map<Labels, Row> counts = new LinkedHashMap<>();
    Row row = scope.row();
    try (RowReader rows = input.open(scope)) {
      for (int i = 0; i < table.size(); i++) {
        rows.read(i, row);
        Map<String, Row> byValue = new LinkedHashMap<>();
        for (int step = 0; step < row.steps(); step++) {
          if (!row.isPresent(step)) {
            continue;
          }
          FloatHistogram histogram = row.histogram(step);
          String value = histogram == null ? text(row.values[step]) : histogram.toString();
          Row count = byValue.get(value);
          if (count == null) {
            count = group(table.labels(i), value, grouping, counts, scope);
            byValue.put(value, count);
          }
          count.values[step] = Row.isAbsent(count.values[step]) ? 1 : count.values[step] + 1;
        }
      }
    }
    return new Counts(counts);
  }

  /** Without an exponent: the digits that Go's {@code FormatFloat(v, 'f', -1, 64)} gives. */
  private static String text(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private Row group(
      Labels labels, String value, Set<String> grouping, Map<Labels, Row> counts, Scope scope) {
    Labels key =
        Grouping.key(labels.toBuilder().set(label, value).build(), grouping, plan.without());
    return counts.computeIfAbsent(
        key,
        k -> {
          Row row = scope.row();
          scope.evaluation().budget().hold(row.steps(), Footprint.RESULT_SERIES);
          return row;
        });
  }

  @Override
  public RowReader open(Scope scope) {
    Counts counts = counts(scope);
    return (i, out) -> out.copyFrom(counts.rows.get(i));
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "CountValues " + label + (plan.without() ? " without " : " by ") + plan.grouping();
  }

  private static final class Counts {
    final SeriesTable table;
    final List<Row> rows;

    Counts(Map<Labels, Row> counts) {
      table = new SeriesTable(new ArrayList<>(counts.keySet()), null);
      rows = new ArrayList<>(counts.values());
    }
  }
}
