package io.tributary.streams.topology;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.streams.window.IngestCounts;
import io.tributary.streams.window.Windows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the tasks tell of themselves. Every sample read is counted under one outcome. */
final class EngineMetrics {
  private static final Logger log = LoggerFactory.getLogger(EngineMetrics.class);

  private final CounterDataPoint kept;
  private final CounterDataPoint unselected;
  private final CounterDataPoint repeated;
  private final CounterDataPoint tooOld;
  private final CounterDataPoint malformed;
  private final Counter late;
  private final Counter unreadable;
  private final Gauge watermark;
  private final Gauge series;
  private final Gauge bytes;
  private final Gauge waiting;
  private final Gauge warmUp;

  EngineMetrics(PrometheusRegistry registry) {
    Counter samples =
        Counter.builder()
            .name("tributary_rule_samples_total")
            .help("Samples read for rules, by what became of them.")
            .labelNames("outcome")
            .withoutExemplars()
            .register(registry);
    kept = samples.labelValues("kept");
    unselected = samples.labelValues("unselected");
    repeated = samples.labelValues("repeated");
    tooOld = samples.labelValues("too_old");
    malformed = samples.labelValues("malformed");
    late =
        Counter.builder()
            .name("tributary_rule_late_samples_total")
            .help("Kept samples that came after an instant at or after theirs was evaluated.")
            .withoutExemplars()
            .register(registry);
    unreadable =
        Counter.builder()
            .name("tributary_rule_unreadable_records_total")
            .help("Records that are passed over because they can't be read.")
            .withoutExemplars()
            .register(registry);
    watermark =
        Gauge.builder()
            .name("tributary_rule_watermark_seconds")
            .help("Every instant until this one is evaluated, by task.")
            .labelNames("task")
            .register(registry);
    series =
        Gauge.builder()
            .name("tributary_rule_selected_series")
            .help("Series that some rule selects, by task.")
            .labelNames("task")
            .register(registry);
    bytes =
        Gauge.builder()
            .name("tributary_rule_window_bytes")
            .help("Memory that the samples of selected series take, by task.")
            .labelNames("task")
            .register(registry);
    waiting =
        Gauge.builder()
            .name("tributary_rule_waiting_rules")
            .help("Rules whose present text waits for windows to be filled from the log, by task.")
            .labelNames("task")
            .register(registry);
    warmUp =
        Gauge.builder()
            .name("tributary_rule_warm_up_ratio")
            .help("How much of the log is read back for rules that wait; 1 where none do.")
            .labelNames("task")
            .register(registry);
  }

  /** Counts what became of samples since {@code told}, which is brought up to date. */
  void samples(IngestCounts now, IngestCounts told) {
    kept.inc(now.kept - told.kept);
    unselected.inc(now.unselected - told.unselected);
    repeated.inc(now.repeated - told.repeated);
    tooOld.inc(now.tooOld - told.tooOld);
    malformed.inc(now.malformed - told.malformed);
    late.inc(now.late - told.late);
    told.set(now);
  }

  void unreadable(String problem, long timestampMs) {
    unreadable.inc();
    // Of a flood the first and then every thousandth is enough to act on.
    if (unreadable.getLongValue() % 1000 == 1) {
      log.warn("passed over a record of {} ms that can't be read: {}", timestampMs, problem);
    }
  }

  void task(String task, long watermarkMs, Windows windows) {
    watermark.labelValues(task).set(watermarkMs / 1e3);
    series.labelValues(task).set(windows.seriesCount());
    bytes.labelValues(task).set((double) windows.bytes());
  }

  void warmUp(String task, int waitingRules, double progress) {
    waiting.labelValues(task).set(waitingRules);
    warmUp.labelValues(task).set(progress);
  }

  void removeTask(String task) {
    waiting.remove(task);
    warmUp.remove(task);
    watermark.remove(task);
    series.remove(task);
    bytes.remove(task);
  }
}
