package io.tributary.streams.rule;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rules in force those in the files: looks at the files' states every two seconds, and
 * reads them again when one has changed. Looking beats being told here: it notices the exchanged
 * links of a mounted ConfigMap and works on every file system, for a few system calls.
 *
 * <p>Threading: the listener is called on the scheduler's thread, once for each change.
 */
public final class RuleWatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RuleWatcher.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final RuleLoader loader;
  private final InstantSource clock;
  private final Consumer<RuleSet> listener;
  private final Gauge successful;
  private final Gauge lastSuccess;
  private final Gauge rules;
  private final Counter reloads;
  private RuleLoader.Loaded last;
  private final ScheduledFuture<?> task;

  private RuleWatcher(
      RuleLoader loader,
      RuleLoader.Loaded first,
      PrometheusRegistry registry,
      ScheduledExecutorService scheduler,
      InstantSource clock,
      Consumer<RuleSet> listener) {
    this.loader = loader;
    this.last = first;
    this.clock = clock;
    this.listener = listener;
    successful =
        Gauge.builder()
            .name("tributary_rules_last_reload_successful")
            .help("Whether all rule files were valid when last read.")
            .register(registry);
    lastSuccess =
        Gauge.builder()
            .name("tributary_rules_last_reload_success_timestamp_seconds")
            .help("When the rule files were last read and all valid.")
            .register(registry);
    rules =
        Gauge.builder()
            .name("tributary_rules_loaded")
            .help("How many rules are in force.")
            .register(registry);
    reloads =
        Counter.builder()
            .name("tributary_rules_reloads_total")
            .help("How often rule files were read because one had changed, by outcome.")
            .labelNames("outcome")
            .register(registry);
    note(first);
    task =
        scheduler.scheduleWithFixedDelay(
            this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Watches from now on; {@code first} is what the loader's first load gave, so that whoever starts
   * has had the chance to refuse it.
   *
   * @param listener told the rules in force after each change
   */
  public static RuleWatcher start(
      RuleLoader loader,
      RuleLoader.Loaded first,
      PrometheusRegistry registry,
      ScheduledExecutorService scheduler,
      InstantSource clock,
      Consumer<RuleSet> listener) {
    return new RuleWatcher(loader, first, registry, scheduler, clock, listener);
  }

  private void look() {
    try {
      RuleLoader.Loaded now = loader.load();
      if (now.equals(last)) {
        return;
      }
      boolean changed = !now.rules().equals(last.rules());
      last = now;
      reloads.labelValues(now.problems().isEmpty() ? "success" : "failure").inc();
      note(now);
      for (RuleProblem problem : now.problems()) {
        log.error("{}; its last valid rules stay in force until it is corrected", problem);
      }
      if (changed) {
        log.info("rules changed: {} rules are in force", now.rules().ruleCount());
        listener.accept(now.rules());
      }
    } catch (RuntimeException e) {
      // A scheduled task that throws is never run again, and the rules would silently stay old.
      log.error("looking for changed rules failed; trying again in {}", PERIOD, e);
    }
  }

  private void note(RuleLoader.Loaded loaded) {
    boolean valid = loaded.problems().isEmpty();
    successful.set(valid ? 1 : 0);
    rules.set(loaded.rules().ruleCount());
    if (valid) {
      lastSuccess.set(clock.millis() / 1000.0);
    }
  }

  @Override
  public void close() {
    task.cancel(false);
  }
}
