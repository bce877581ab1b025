package io.tributary.streams.topology;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import java.util.function.Predicate;

/** Reads counters, by their names without {@code _total}. */
final class Counters {
  private Counters() {}

  /** Of all labels together. */
  static double value(PrometheusRegistry registry, String counter) {
    return value(registry, counter, point -> true);
  }

  /** Of those that have this value of some label. */
  static double value(PrometheusRegistry registry, String counter, String labelValue) {
    return value(
        registry,
        counter,
        point -> point.getLabels().stream().anyMatch(l -> l.getValue().equals(labelValue)));
  }

  private static double value(
      PrometheusRegistry registry, String counter, Predicate<DataPointSnapshot> which) {
    return registry.scrape(counter::equals).stream()
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .filter(which)
        .mapToDouble(point -> ((CounterDataPointSnapshot) point).getValue())
        .sum();
  }
}
