package io.tributary.streams.eval;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import io.tributary.streams.window.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private final CorrectionBook corrections;
  private final long correctedWithinMs;
  private final LateEffects lateEffects = new LateEffects();
  private final Feeds feeds;
  private final PartialSlots partials;
  private final MergeLink link;

  private final TextsInForce textsInForce;
  private final Map<String, RuleMemory> memories = new HashMap<>();
  private final GoneRules gone = new GoneRules();
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
      MergeLink link,
      long correctedWithinMs) {
    this.compiler = compiler;
    this.store = store;
    this.windows = windows;
    this.recorder = recorder;
    this.emissions = emissions;
    this.metrics = metrics;
    this.coverage = new Coverage(store);
    this.link = link;
    this.feeds = link.feeds();
    this.partials = new PartialSlots(compiler, windows, link, metrics);
    this.corrections = new CorrectionBook(store);
    this.textsInForce = new TextsInForce(store);
    this.correctedWithinMs = correctedWithinMs;
  }

  void restoreOutput(String ruleKey, Labels labels) {
    memory(ruleKey).outputs.restore(labels);
  }

  void restoreEndedOutput(String ruleKey, Labels labels, long endedAtMs) {
    memory(ruleKey).outputs.ended.restore(labels, endedAtMs);
  }

  void restoreAlert(String ruleKey, AlertRecord alert) {
    memory(ruleKey).restore(alert);
  }

  void restoreTextInForce(String ruleKey, String text) {
    textsInForce.restore(ruleKey, text);
  }

  void restoreCoverage(String selector, long fromMs, long retentionMs) {
    coverage.restore(selector, fromMs, retentionMs);
  }

  void restoreCorrection(String groupKey, PendingCorrections pending) {
    corrections.restore(groupKey, pending);
  }

  /**
   * Evaluates these rules from the next instant on that windows allow. A rule that was there before
   * goes on with what it remembers; one that is no more ends what it yielded.
   *
   * @param watermarkMs of now
   * @param untouched whether no sample was passed over so far
   */
  void use(TaskRules rules, long watermarkMs, boolean untouched) {
    Set<String> left = new TreeSet<>(memories.keySet());
    Map<String, RuleSlot> nextSlots = new HashMap<>();
    List<GroupRuntime> next = new ArrayList<>();
    List<RuleGroup> order = rules.groups().stream().map(ScopedGroup::group).toList();
    for (ScopedGroup scoped : rules.groups()) {
      RuleGroup group = scoped.group();
      List<RuleId> ids = RuleId.of(group);
      List<RuleSlot> ofGroup = new ArrayList<>();
      for (int i = 0; i < ids.size(); i++) {
        String key = ids.get(i).key();
        left.remove(key);
        RuleSlot slot = slot(key, group, scoped.rules().get(i), watermarkMs);
        nextSlots.put(key, slot);
        ofGroup.add(slot);
      }
      EvaluationMetrics.Group counted = metrics.of(group);
      Corrections corrected =
          group.corrections() ? corrections(order, scoped, ofGroup, counted) : null;
      next.add(new GroupRuntime(group, ofGroup, emissions, feeds, corrected, counted));
    }
    left.forEach(key -> leave(key, rules.merged().contains(key)));
    corrections.retain(
        order.stream()
            .filter(RuleGroup::corrections)
            .map(RuleGroup::key)
            .collect(Collectors.toSet()));
    groups = next;
    slots = nextSlots;
    partials.use(rules.partials(), watermarkMs);
    subscribe(watermarkMs, untouched);
    goOn(watermarkMs);
    settle(watermarkMs);
    settlePartials(watermarkMs);
    textsInForce.keep(slots);
  }

  /**
   * Puts texts in force that were it before the task was restarted, whatever others send by now: of
   * samples that come late until the next instant they must know.
   */
  private void goOn(long watermarkMs) {
    boolean any = false;
    for (Map.Entry<String, RuleSlot> slot : slots.entrySet()) {
      if (textsInForce.has(slot.getKey(), slot.getValue().waitingText())) {
        any |= slot.getValue().settle(coverage, Feeds.ALL, watermarkMs);
      }
    }
    if (any) {
      subscribe(watermarkMs, false);
    }
  }

  /** Before the next {@link #use}: nothing is in force, nor in the windows. */
  void beginAnew() {
    slots = Map.of();
    subscribed = List.of();
    coverage.use(List.of(), Long.MIN_VALUE, Coverage.COLD);
  }

  private RuleSlot slot(String key, RuleGroup group, PlannedRule rule, long watermarkMs) {
    RuleSlot known = slots.get(key);
    if (known != null && known.isOf(group, rule)) {
      return known;
    }
    RuleSlot before = known != null ? known : resumed(key, group, rule, watermarkMs);
    return slot(key, group, rule, before);
  }

  /** The rule with the text that was in force when the task was stopped, if that is stored. */
  private @Nullable RuleSlot resumed(
      String key, RuleGroup group, PlannedRule rule, long watermarkMs) {
    TextInForce old = textsInForce.before(key, group, rule);
    if (old == null) {
      return null;
    }
    RuleSlot slot = slot(key, old.group(), old.rule(), null);
    if (!slot.lacking(coverage, watermarkMs).isEmpty()) {
      return null;
    }
    slot.resume();
    return slot;
  }

  private RuleSlot slot(String key, RuleGroup group, PlannedRule rule, @Nullable RuleSlot before) {
    memory(key)
        .outputs
        .ended
        .keep(group.corrections() ? Corrections.outputsKeptMs(group, correctedWithinMs) : 0);
    List<Subscription> subscriptions = compiler.subscriptions(rule, group);
    List<Long> needed = new ArrayList<>();
    rule.partials().forEach(partial -> needed.add(Feeds.of(partial)));
    if (rule.scope() != Scope.LOCAL) {
      subscriptions.stream()
          .filter(subscription -> !PartialSeries.isFor(subscription))
          .forEach(subscription -> needed.add(Feeds.of(subscription)));
    }
    return RuleSlot.of(
        group,
        rule,
        runtime(rule, group, memory(key)),
        subscriptions,
        group.corrections() ? Corrections.keptLongerMs(correctedWithinMs) : 0,
        needed,
        metrics.late(new RuleName(group.key(), rule.rule().name())),
        before);
  }

  private Corrections corrections(
      List<RuleGroup> order,
      ScopedGroup scoped,
      List<RuleSlot> ofGroup,
      EvaluationMetrics.Group counted) {
    RuleGroup group = scoped.group();
    List<Corrections.Repeatable> rules = new ArrayList<>();
    for (int i = 0; i < ofGroup.size(); i++) {
      RuleSlot slot = ofGroup.get(i);
      List<LaterRule> later = LaterRule.of(order, group, i, slot.lookedInTheEnd());
      RuleQuery before = later.isEmpty() ? null : before(later, scoped.rules().get(i), group);
      rules.add(new Corrections.Repeatable(slot, before));
    }
    return new Corrections(
        group, rules, corrections, recorder, emissions, counted, correctedWithinMs);
  }

  /** Evaluates a rule for instants of before, without what those after it yielded for them. */
  private RuleQuery before(List<LaterRule> later, PlannedRule rule, RuleGroup group) {
    BeforeLaterRules series = new BeforeLaterRules(windows, later);
    RuleQuery query = compiler.query(rule, series);
    long offsetMs = group.queryOffset().toMillis();
    return timestampMs -> {
      series.at(timestampMs + offsetMs);
      return query.at(timestampMs);
    };
  }

  private RuleRuntime runtime(PlannedRule rule, RuleGroup group, RuleMemory memory) {
    RuleQuery query = compiler.query(rule, windows);
    return switch (rule.rule()) {
      case RecordingRule recording ->
          new RecordingRuntime(recording, group, query, memory, recorder);
      case AlertingRule alerting ->
          new AlertingRuntime(
              alerting,
              group,
              query,
              compiler.templates(alerting, windows),
              memory,
              recorder,
              group.corrections()
                  ? new PastOutcomes(
                      group.interval().toMillis(), Corrections.keptLongerMs(correctedWithinMs))
                  : null);
    };
  }

  private void leave(String key, boolean merged) {
    RuleMemory memory = memories.remove(key);
    if (memory != null && merged) {
      gone.merge(memory);
    } else if (memory != null) {
      gone.remove(memory);
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
    List<Subscription> all = withOutputs(wanted);
    if (!all.equals(subscribed)) {
      subscribed = all;
      coverage.use(wanted, watermarkMs, untouched ? Coverage.WHOLE_LOG : Coverage.COLD);
      windows.subscribe(all);
    }
    lateEffects.clear();
    groups.forEach(group -> group.countLate(lateEffects));
    partials.countLate(lateEffects);
  }

  /** Windows keep what groups with corrections recorded too, for comparison. */
  private List<Subscription> withOutputs(List<Subscription> wanted) {
    List<Subscription> all = new ArrayList<>(wanted);
    for (GroupRuntime runtime : groups) {
      RuleGroup group = runtime.group();
      if (group.corrections()) {
        long keptMs = Corrections.outputsKeptMs(group, correctedWithinMs);
        group.rules().stream()
            .filter(RecordingRule.class::isInstance)
            .map(rule -> Matcher.equal(Labels.NAME, rule.name()))
            .forEach(name -> all.add(new Subscription(List.of(name), keptMs)));
      }
    }
    return all;
  }

  /** Tells rules of the samples that came late; all until {@code evaluatedUntilMs} is evaluated. */
  void takeLate(long evaluatedUntilMs) {
    lateEffects.take(windows, evaluatedUntilMs);
  }

  /** Puts in force what waits no more for its windows at {@code nowMs}. */
  void settle(long nowMs) {
    boolean settled = false;
    for (RuleSlot slot : slots.values()) {
      settled |= slot.settle(coverage, feeds, nowMs);
    }
    if (settled) {
      subscribe(nowMs, false);
      textsInForce.keep(slots);
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

  /** Some of what these feeds are of is not sent: windows lack it. */
  void lose(Set<Long> feeds) {
    if (coverage.lose(feeds)) {
      slots.values().forEach(slot -> slot.unsettle(coverage));
      textsInForce.keep(slots);
    }
  }

  /** Tells the merger of rules that it goes on with. */
  void handOver(long nowMs) {
    gone.handOver(link.partials(), nowMs);
  }

  /** Goes on with an alert of a partition's rule that is evaluated here from now on. */
  void takeOver(String ruleKey, AlertRecord alert) {
    memory(ruleKey).takeOver(alert);
  }

  /** Goes on with a series that such a rule yielded. */
  void takeOver(String ruleKey, Labels output) {
    memory(ruleKey).outputs.takeOver(output);
  }

  /**
   * Ends what rules that are gone yielded; after the evaluations of {@code nowMs}, so that a series
   * that another rule yields from now on does not end.
   */
  void endRemoved(long nowMs) {
    gone.end(nowMs, this::isYielded, emissions);
  }

  private boolean isYielded(Labels series) {
    return memories.values().stream().anyMatch(memory -> memory.outputs.isPresent(series));
  }

  List<GroupRuntime> all() {
    return groups;
  }

  /** How many rules wait for their windows. */
  int waiting() {
    return (int) slots.values().stream().filter(RuleSlot::isWaiting).count() + partials.waiting();
  }
}
