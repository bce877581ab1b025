package io.tributary.streams;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.rule.RuleLoader;
import io.tributary.streams.rule.RuleProblem;
import io.tributary.streams.rule.RuleWatcher;
import io.tributary.streams.topology.RuleStreams;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates recording and alerting rules in event time, exactly once: from {@code
 * tributary.samples} to {@code tributary.recorded}, {@code tributary.alerts} and {@code
 * tributary.transitions}.
 *
 * <p>Threading: thread-safe.
 */
public final class RuleEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RuleEngine.class);

  private final RuleStreams streams;
  private final RuleWatcher watcher;
  private final ScheduledExecutorService scheduler;

  private RuleEngine(RuleStreams streams, RuleWatcher watcher, ScheduledExecutorService scheduler) {
    this.streams = streams;
    this.watcher = watcher;
    this.scheduler = scheduler;
  }

  /**
   * Starts an engine, with the topics created where they are missing. A rule file that is not valid
   * is refused with a line in the log, and what is valid is in force.
   *
   * @throws IllegalStateException where the topics can't be created
   */
  public static RuleEngine start(
      RuleEngineConfig config, PrometheusRegistry registry, InstantSource clock) {
    RuleLoader loader = new RuleLoader(config.rules(), config.defaultInterval());
    RuleLoader.Loaded first = loader.load();
    for (RuleProblem problem : first.problems()) {
      log.error("{}; it is not in force until it is corrected", problem);
    }
    log.info("{} rules are in force", first.rules().ruleCount());
    RuleStreams streams = RuleStreams.start(config, first.rules(), registry, clock);
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("rule-watcher").daemon(true).unstarted(task));
    RuleWatcher watcher =
        RuleWatcher.start(loader, first, registry, scheduler, clock, streams::use);
    return new RuleEngine(streams, watcher, scheduler);
  }

  /** Whether every task of this instance is running. */
  public boolean ready() {
    return streams.ready();
  }

  /** Whether it has given up: only a restart of the process helps. */
  public boolean failed() {
    return streams.failed();
  }

  /** What it is doing, above all why it is not {@link #ready}. */
  public String status() {
    return streams.status();
  }

  /** The groups of this instance's tasks as they stand. */
  public RuleStates states() {
    return new RuleStates(streams.states());
  }

  /** Where the HTTP of the other instances is, {@code host:port}, as far as they say. */
  public Set<String> others() {
    return streams.others();
  }

  /** How many tasks there are in all instances together. */
  public int taskCount() {
    return streams.taskCount();
  }

  /** The rules in force, each group with its scope and the reason for it. */
  public RulePlan plan() {
    return streams.plan();
  }

  /** Stops when what was begun is committed. */
  @Override
  public void close() {
    watcher.close();
    scheduler.shutdownNow();
    streams.close();
  }
}
