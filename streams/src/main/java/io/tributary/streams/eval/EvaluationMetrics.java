package io.tributary.streams.eval;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.streams.rule.RuleGroup;

/** What evaluations tell of themselves. Shared by all tasks of an engine; thread-safe. */
public final class EvaluationMetrics {
  private static final double NANOS = 1e9;

  private final Counter evaluations;
  private final Counter failures;
  private final Counter seconds;
  private final Gauge lastInstant;
  private final Counter skippedSeconds;
  private final Counter late;
  private final Counter corrections;
  private final Counter uncorrected;
  private final Counter changedAlerts;

  public EvaluationMetrics(PrometheusRegistry registry) {
    evaluations =
        Counter.builder()
            .name("tributary_rule_evaluations_total")
            .help("Evaluations of rules, failed ones included.")
            .labelNames("rule_group")
            .withoutExemplars()
            .register(registry);
    failures =
        Counter.builder()
            .name("tributary_rule_evaluation_failures_total")
            .help("Evaluations of rules that failed; the reason is on /api/v1/rules.")
            .labelNames("rule_group")
            .withoutExemplars()
            .register(registry);
    seconds =
        Counter.builder()
            .name("tributary_rule_group_evaluation_seconds_total")
            .help("Time spent on evaluating groups.")
            .labelNames("rule_group")
            .withoutExemplars()
            .register(registry);
    lastInstant =
        Gauge.builder()
            .name("tributary_rule_group_last_instant_seconds")
            .help("The instant that a group was last evaluated for, by any task.")
            .labelNames("rule_group")
            .register(registry);
    skippedSeconds =
        Counter.builder()
            .name("tributary_rule_catch_up_skipped_seconds_total")
            .help("Event time that was not evaluated because it lay beyond max_catch_up.")
            .withoutExemplars()
            .register(registry);
    late =
        Counter.builder()
            .name("tributary_rule_late_evaluations_total")
            .help("Evaluations whose windows lacked samples that came later, each counted once.")
            .labelNames("rule_group", "rule")
            .withoutExemplars()
            .register(registry);
    corrections =
        Counter.builder()
            .name("tributary_rule_corrected_samples_total")
            .help("Samples published again because late samples had changed them.")
            .labelNames("rule_group", "rule")
            .withoutExemplars()
            .register(registry);
    uncorrected =
        Counter.builder()
            .name("tributary_rule_uncorrected_evaluations_total")
            .help("Evaluations too long ago to be corrected: see rules.corrections.within.")
            .labelNames("rule_group")
            .withoutExemplars()
            .register(registry);
    changedAlerts =
        Counter.builder()
            .name("tributary_rule_changed_alert_evaluations_total")
            .help("Evaluations of alerts that late samples would have made find other series.")
            .labelNames("rule_group", "rule")
            .withoutExemplars()
            .register(registry);
  }

  void skipped(long milliseconds) {
    skippedSeconds.inc(milliseconds / 1e3);
  }

  /** The evaluations of a rule that late samples came too late for. */
  CounterDataPoint late(RuleName rule) {
    return late.labelValues(rule.group(), rule.rule());
  }

  Group of(RuleGroup group) {
    return new Group(group.key());
  }

  /** Those of one group. */
  final class Group {
    private final String key;
    private final CounterDataPoint evaluated;
    private final CounterDataPoint failed;
    private final CounterDataPoint spent;

    private Group(String key) {
      this.key = key;
      this.evaluated = evaluations.labelValues(key);
      this.failed = failures.labelValues(key);
      this.spent = seconds.labelValues(key);
    }

    void corrected(String rule, int samples) {
      if (samples > 0) {
        corrections.labelValues(key, rule).inc(samples);
      }
    }

    void changedAlert(String rule) {
      changedAlerts.labelValues(key, rule).inc();
    }

    void leftUncorrected(long evaluations) {
      if (evaluations > 0) {
        uncorrected.labelValues(key).inc(evaluations);
      }
    }

    void evaluated(long nowMs, int rules, int failures, long nanos) {
      evaluated.inc(rules);
      failed.inc(failures);
      spent.inc(nanos / NANOS);
      lastInstant.labelValues(key).set(nowMs / 1e3);
    }
  }
}
