package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.HistogramWire;
import io.tributary.streams.window.IngestCounts;
import io.tributary.streams.window.Subscription;
import io.tributary.streams.window.WindowIngest;
import io.tributary.streams.window.WindowLog;
import io.tributary.streams.window.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of one task over its samples. What it yields depends on the records it takes, their
 * order and its rules alone; not on the clock, nor on where it was stopped and started again.
 *
 * <p>Threading: of the task's thread.
 */
public final class TaskEngine {
  /** How often, in event time, the task says how far it has come. */
  private static final long PROGRESS_EVERY_MS = 10_000;

  private final HistogramWire histograms = new HistogramWire();
  private final RuleStore store;
  private final Emissions emissions;
  private final RuleCompiler compiler;
  private final EvaluationMetrics metrics;
  private final Windows windows;
  private final WindowIngest ingest;
  private final Recorder recorder;
  private final Instants instants;
  private final Map<String, RuleMemory> memories = new HashMap<>();
  private final List<RuleMemory> retired = new ArrayList<>();
  private List<GroupRuntime> groups = List.of();

  /** The instant evaluated last; before the first one, the watermark that the task began at. */
  private long lastInstantMs = Long.MIN_VALUE;

  TaskEngine(
      EvaluationOptions options,
      RuleCompiler compiler,
      WindowLog log,
      RuleStore store,
      Emissions emissions,
      EvaluationMetrics metrics) {
    this.store = store;
    this.emissions = emissions;
    this.compiler = compiler;
    this.metrics = metrics;
    windows = new Windows(log, options.unselectedSeries());
    ingest = new WindowIngest(windows, histograms);
    recorder = new Recorder(windows, histograms, emissions, options.clusterLabel());
    instants = new Instants(options.maxCatchUpMs());
  }

  /** Starts with these rules where the stores say that the task was. */
  public void start(List<RuleGroup> rules) {
    store.restore(
        new RuleStore.Restorer() {
          @Override
          public void output(String ruleKey, Labels labels) {
            memory(ruleKey).outputs.restore(labels);
          }

          @Override
          public void alert(String ruleKey, AlertRecord alert) {
            memory(ruleKey).restore(alert);
          }

          @Override
          public void evaluatedUntil(long timestampMs) {
            instants.restore(timestampMs);
            lastInstantMs = timestampMs;
          }
        });
    use(rules);
    windows.restore(histograms);
    if (lastInstantMs != Long.MIN_VALUE) {
      groups.forEach(group -> group.restore(lastInstantMs));
      windows.advance(lastInstantMs);
    }
  }

  /**
   * Evaluates these rules from the next instant on. A rule that was there before goes on with what
   * it remembers; one that is no more ends what it yielded.
   */
  public void use(List<RuleGroup> rules) {
    Map<String, RuleMemory> before = new LinkedHashMap<>(memories);
    List<GroupRuntime> next = new ArrayList<>();
    List<Subscription> subscriptions = new ArrayList<>();
    for (RuleGroup group : rules) {
      List<RuleId> ids = RuleId.of(group);
      List<RuleRuntime> runtimes = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        Rule rule = group.rules().get(i);
        String key = ids.get(i).key();
        before.remove(key);
        runtimes.add(runtime(rule, group, memory(key)));
        subscriptions.addAll(compiler.subscriptions(rule, group));
      }
      next.add(new GroupRuntime(group, runtimes, emissions, metrics.of(group)));
    }
    before.keySet().stream().sorted().forEach(key -> retire(key, before));
    groups = next;
    windows.subscribe(subscriptions);
  }

  private void retire(String key, Map<String, RuleMemory> memoriesBefore) {
    RuleMemory memory = memoriesBefore.get(key);
    if (memory != null) {
      retired.add(memory);
      memories.remove(key);
    }
  }

  private RuleRuntime runtime(Rule rule, RuleGroup group, RuleMemory memory) {
    RuleQuery query = compiler.query(rule, windows);
    return switch (rule) {
      case RecordingRule recording ->
          new RecordingRuntime(recording, group, query, memory, recorder);
      case AlertingRule alerting ->
          new AlertingRuntime(
              alerting, group, query, compiler.templates(alerting, windows), memory, recorder);
    };
  }

  private RuleMemory memory(String ruleKey) {
    return memories.computeIfAbsent(
        ruleKey, key -> new RuleMemory(key, store, recorder, emissions));
  }

  /**
   * Takes the value of a record of samples.
   *
   * @throws io.tributary.schemas.remotewrite.WireFormatException where it can't be read; the series
   *     before the fault are taken
   */
  public void take(byte[] record) {
    try {
      ingest.take(record);
    } finally {
      windows.flush();
    }
  }

  /**
   * Evaluates every instant until the watermark that is not evaluated yet, in order.
   *
   * @return whether there was any
   */
  public boolean advance(long watermarkMs) {
    long from = instants.evaluatedUntilMs();
    if (watermarkMs <= from) {
      return false;
    }
    metrics.skipped(instants.reach(watermarkMs));
    if (lastInstantMs == Long.MIN_VALUE) {
      lastInstantMs = watermarkMs;
      store.putEvaluatedUntil(watermarkMs);
    }
    boolean evaluated = false;
    long now = instants.next(groups, watermarkMs);
    while (now != Long.MAX_VALUE) {
      evaluate(now);
      evaluated = true;
      now = instants.next(groups, watermarkMs);
    }
    if (evaluated) {
      store.putEvaluatedUntil(lastInstantMs);
      windows.flush();
    }
    windows.advance(watermarkMs);
    return evaluated;
  }

  private void evaluate(long nowMs) {
    for (RuleMemory memory : retired) {
      memory.retire(nowMs);
      emissions.endGroup(nowMs);
    }
    retired.clear();
    for (GroupRuntime group : groups) {
      if (group.isDue(nowMs)) {
        group.evaluate(nowMs);
      }
    }
    if (Math.floorDiv(nowMs, PROGRESS_EVERY_MS) > Math.floorDiv(lastInstantMs, PROGRESS_EVERY_MS)) {
      emissions.progress(nowMs);
    }
    lastInstantMs = nowMs;
  }

  /** What became of the samples taken. */
  public IngestCounts counts() {
    return ingest.counts();
  }

  /** The windows, for their figures. */
  public Windows windows() {
    return windows;
  }

  /** Every instant until this one is evaluated; {@link Long#MIN_VALUE} before the first. */
  public long evaluatedUntilMs() {
    return instants.evaluatedUntilMs();
  }

  /** The groups as they stand after the latest evaluation. */
  public List<GroupStatus> status() {
    return groups.stream().map(GroupStatus::of).toList();
  }
}
