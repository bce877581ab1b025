package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.plan.Plan;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code info}: adds to each series the labels of the info series ({@code target_info} unless asked
 * for others) with the same {@code instance} and {@code job}. Which series are in the result
 * depends on the data: a label that changes makes another series of it.
 */
final class InfoOperator implements Operator {
  private final Plan argument;
  private final InfoSelector selector;
  private final Operator input;

  InfoOperator(Plan.Apply plan, Operator input) {
    this.argument = plan.arguments().getFirst();
    this.selector = InfoSelector.of(plan.arguments());
    this.input = input;
  }

  @Override
  public SeriesTable series(Scope scope) {
    return enriched(scope).table;
  }

  private Enriched enriched(Scope scope) {
    return scope.keep(this, () -> enrich(scope));
  }

  private Enriched enrich(Scope scope) {
    SeriesTable table = input.series(scope);
    TimeGrid reference = InfoReference.of(argument, scope.grid(), scope.evaluation());
    InfoSeries info = InfoSeries.find(selector, ofInterest(table), reference, scope);
    Map<Named, Row> results = new LinkedHashMap<>();
    Row row = scope.row();
    try (RowReader rows = input.open(scope)) {
      for (int i = 0; i < table.size(); i++) {
        rows.read(i, row);
        if (selector.selectsInfo(table.labels(i).metricName())) {
          addAll(new Named(table.labels(i), table.dropsName(i)), row, results, scope);
        } else {
          addSteps(new Named(table.labels(i), table.dropsName(i)), row, info, results, scope);
        }
      }
    }
    return new Enriched(results);
  }

  /** Series that are info series themselves stay as they are. */
  private List<Labels> ofInterest(SeriesTable table) {
    List<Labels> labels = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      if (!selector.selectsInfo(table.labels(i).metricName())) {
        labels.add(table.labels(i));
      }
    }
    return labels;
  }

  private static void addAll(Named series, Row row, Map<Named, Row> results, Scope scope) {
    for (int step = 0; step < row.steps(); step++) {
      add(series, row, step, results, scope);
    }
  }

  private void addSteps(
      Named series, Row row, InfoSeries info, Map<Named, Row> results, Scope scope) {
    List<InfoSeries.Candidates> candidates = info.matching(series.labels);
    @Nullable Labels result = null;
    int @Nullable [] of = null;
    for (int step = 0; step < row.steps(); step++) {
      if (!row.isPresent(step)) {
        continue;
      }
      int[] chosen = InfoSeries.at(candidates, step);
      if (of == null || !java.util.Arrays.equals(of, chosen)) {
        result = selector.enrich(series.labels, info.labels(candidates, chosen));
        of = chosen;
      }
      if (result != null) {
        add(new Named(result, series.dropsName), row, step, results, scope);
      }
    }
  }

  private static void add(Named series, Row row, int step, Map<Named, Row> results, Scope scope) {
    Row result = results.get(series);
    if (result == null) {
      result = scope.row();
      scope.evaluation().budget().hold(row.steps(), Footprint.RESULT_SERIES);
      results.put(series, result);
    }
    if (row.isPresent(step)) {
      if (result.isPresent(step)) {
        throw Evaluation.duplicates();
      }
      FloatHistogram histogram = row.histogram(step);
      if (histogram != null) {
        result.setHistogram(step, histogram);
      } else {
        result.setFloat(step, row.values[step]);
      }
    }
  }

  @Override
  public RowReader open(Scope scope) {
    Enriched enriched = enriched(scope);
    return (i, out) -> out.copyFrom(enriched.rows.get(i));
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Info " + selector;
  }

  /** A series of the result, and whether its name is still to be dropped. */
  private record Named(Labels labels, boolean dropsName) {}

  private static final class Enriched {
    final SeriesTable table;
    final List<Row> rows;

    Enriched(Map<Named, Row> results) {
      List<Labels> labels = new ArrayList<>(results.size());
      boolean[] drops = new boolean[results.size()];
      for (Named series : results.keySet()) {
        drops[labels.size()] = series.dropsName;
        labels.add(series.labels);
      }
      table = new SeriesTable(labels, drops);
      rows = new ArrayList<>(results.values());
    }
  }
}
