package io.tributary.bench.promql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What expressions cost us and others: a line each as soon as it is known, then a summary. */
final class ComparisonTable {
  private final List<Double> toPrometheus = new ArrayList<>();
  private final List<Double> toVictoriaMetrics = new ArrayList<>();

  ComparisonTable(int series) {
    System.out.printf(
        "%d series; CPU ms of a query%n%n| ours | Prometheus | VictoriaMetrics | to Prometheus | to"
            + " VictoriaMetrics | held, KiB | |%n|---|---|---|---|---|---|---|%n",
        series);
  }

  /** CPU seconds of a query in each round, and the memory that we count for it. */
  void add(
      Expressions.Expression expression,
      double[] ours,
      double[] prometheus,
      double[] victoriaMetrics,
      long peakBytes) {
    double own = median(ours);
    toPrometheus.add(own / median(prometheus));
    toVictoriaMetrics.add(own / median(victoriaMetrics));
    System.out.printf(
        Locale.ROOT,
        "| %.2f | %.1f | %.1f | %.3f | %.3f | %d | %s `%s` |%n",
        own * 1e3,
        median(prometheus) * 1e3,
        median(victoriaMetrics) * 1e3,
        toPrometheus.getLast(),
        toVictoriaMetrics.getLast(),
        (peakBytes + 1023) / 1024,
        expression.range() ? "range" : "instant",
        expression.query().replace("|", "\\|"));
  }

  void printSummary() {
    System.out.printf(
        Locale.ROOT,
        "%nratio to Prometheus: median %.3f, worst %.3f; to VictoriaMetrics: median %.3f, worst"
            + " %.3f%n",
        median(toPrometheus),
        worst(toPrometheus),
        median(toVictoriaMetrics),
        worst(toVictoriaMetrics));
  }

  private static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double worst(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
