package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import io.tributary.streams.window.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of a task as their rules change: which texts are in force, which wait for their
 * windows, and what is gone but has yet to end what it yielded. Of one thread.
 */
final class TaskGroups {
  private final RuleCompiler compiler;
  private final RuleStore store;
  private final Windows windows;
  private final Recorder recorder;
  private final Emissions emissions;
  private final EvaluationMetrics metrics;
  private final Coverage coverage;
  private final Feeds feeds;
  private final PartialSlots partials;
  private final Map<String, RuleMemory> memories = new HashMap<>();
  private final List<RuleMemory> retired = new ArrayList<>();
  private Map<String, RuleSlot> slots = Map.of();
  private List<GroupRuntime> groups = List.of();
  private List<Subscription> subscribed = List.of();

  TaskGroups(
      RuleCompiler compiler,
      RuleStore store,
      Windows windows,
      Recorder recorder,
      Emissions emissions,
      EvaluationMetrics metrics,
      MergeLink link) {
    this.compiler = compiler;
    this.store = store;
    this.windows = windows;
    this.recorder = recorder;
    this.emissions = emissions;
    this.metrics = metrics;
    this.coverage = new Coverage(store);
    this.feeds = link.feeds();
    this.partials = new PartialSlots(compiler, windows, link);
  }

  void restoreOutput(String ruleKey, Labels labels) {
    memory(ruleKey).outputs.restore(labels);
  }

  void restoreAlert(String ruleKey, AlertRecord alert) {
    memory(ruleKey).restore(alert);
  }

  void restoreCoverage(String selector, long fromMs, long retentionMs) {
    coverage.restore(selector, fromMs, retentionMs);
  }

  /**
   * Evaluates these rules from the next instant on that windows allow. A rule that was there before
   * goes on with what it remembers; one that is no more ends what it yielded.
   *
   * @param merging what is to be evaluated for the merger
   * @param watermarkMs of now
   * @param untouched whether no sample was passed over so far
   */
  void use(List<ScopedGroup> rules, List<Partial> merging, long watermarkMs, boolean untouched) {
    Map<String, RuleMemory> gone = new LinkedHashMap<>(memories);
    Map<String, RuleSlot> nextSlots = new HashMap<>();
    List<GroupRuntime> next = new ArrayList<>();
    for (ScopedGroup scoped : rules) {
      RuleGroup group = scoped.group();
      List<RuleId> ids = RuleId.of(group);
      List<RuleSlot> ofGroup = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        String key = ids.get(i).key();
        gone.remove(key);
        RuleSlot slot = slot(key, group, scoped.rules().get(i));
        nextSlots.put(key, slot);
        ofGroup.add(slot);
      }
      next.add(new GroupRuntime(group, ofGroup, emissions, feeds, metrics.of(group)));
    }
    gone.keySet().stream().sorted().forEach(this::retire);
    groups = next;
    slots = nextSlots;
    partials.use(merging, watermarkMs);
    subscribe(watermarkMs, untouched);
    settle(watermarkMs);
    settlePartials(watermarkMs);
  }

  private RuleSlot slot(String key, RuleGroup group, PlannedRule rule) {
    RuleSlot before = slots.get(key);
    if (before != null && before.isOf(group, rule)) {
      return before;
    }
    List<Subscription> subscriptions = compiler.subscriptions(rule, group);
    List<Long> needed = new ArrayList<>();
    rule.partials().forEach(partial -> needed.add(Feeds.of(partial)));
    if (rule.scope() != Scope.LOCAL) {
      subscriptions.stream()
          .filter(subscription -> !PartialSeries.isFor(subscription))
          .forEach(subscription -> needed.add(Feeds.of(subscription)));
    }
    return RuleSlot.of(
        group, rule, runtime(rule, group, memory(key)), subscriptions, needed, before);
  }

  private RuleRuntime runtime(PlannedRule rule, RuleGroup group, RuleMemory memory) {
    RuleQuery query = compiler.query(rule, windows);
    return switch (rule.rule()) {
      case RecordingRule recording ->
          new RecordingRuntime(recording, group, query, memory, recorder);
      case AlertingRule alerting ->
          new AlertingRuntime(
              alerting, group, query, compiler.templates(alerting, windows), memory, recorder);
    };
  }

  private void retire(String key) {
    RuleMemory memory = memories.remove(key);
    if (memory != null) {
      retired.add(memory);
    }
  }

  private RuleMemory memory(String ruleKey) {
    return memories.computeIfAbsent(
        ruleKey, key -> new RuleMemory(key, store, recorder, emissions));
  }

  private void subscribe(long watermarkMs, boolean untouched) {
    List<Subscription> wanted = new ArrayList<>();
    groups.forEach(group -> group.slots().forEach(slot -> wanted.addAll(slot.subscriptions())));
    wanted.addAll(partials.subscriptions());
    if (!wanted.equals(subscribed)) {
      subscribed = wanted;
      coverage.use(wanted, watermarkMs, untouched ? Coverage.WHOLE_LOG : Coverage.COLD);
      windows.subscribe(wanted);
    }
  }

  /** Puts in force what waits no more for its windows at {@code nowMs}. */
  void settle(long nowMs) {
    boolean settled = false;
    for (RuleSlot slot : slots.values()) {
      settled |= slot.settle(coverage, feeds, nowMs);
    }
    if (settled) {
      subscribe(nowMs, false);
    }
  }

  /** The same of what is evaluated for the merger; all until {@code untilMs} is evaluated. */
  void settlePartials(long untilMs) {
    if (partials.settle(coverage, untilMs)) {
      subscribe(untilMs, false);
    }
  }

  /** What is evaluated for the merger. */
  PartialSlots partials() {
    return partials;
  }

  /** What some rule waits for at {@code nowMs}. */
  List<Subscription> lacking(long nowMs) {
    List<Subscription> lacking = new ArrayList<>();
    slots.values().forEach(slot -> lacking.addAll(slot.lacking(coverage, nowMs)));
    lacking.addAll(partials.lacking(coverage, nowMs));
    return lacking;
  }

  /** The log was read back for this subscription: windows hold what is later than this. */
  void extend(Subscription subscription, long fromMs) {
    coverage.extend(subscription, fromMs);
  }

  /** Ends what rules that are gone yielded. */
  void endRetired(long nowMs) {
    for (RuleMemory memory : retired) {
      memory.retire(nowMs);
      emissions.endGroup(nowMs);
    }
    retired.clear();
  }

  List<GroupRuntime> all() {
    return groups;
  }

  /** How many rules wait for their windows. */
  int waiting() {
    return (int) slots.values().stream().filter(RuleSlot::isWaiting).count() + partials.waiting();
  }
}
