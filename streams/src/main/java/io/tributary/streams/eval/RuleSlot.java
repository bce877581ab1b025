package io.tributary.streams.eval;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of one rule in its group. A text of the rule that is new waits there until the windows
 * hold all that it looks at; until then the text before it, if there is one, stays in force. Of one
 * thread.
 */
final class RuleSlot {
  private final RuleGroup group;
  private final PlannedRule rule;
  private final LateInstants lateInstants;
  private final CounterDataPoint lateCount;
  private @Nullable Text inForce;
  private @Nullable Text waiting;

  /**
   * A compiled text.
   *
   * @param group as it was with it
   * @param rule as it was planned then
   * @param looked what it looks at
   * @param subscriptions what windows have to keep for it: the same, perhaps for longer
   */
  private record Text(
      RuleGroup group,
      PlannedRule rule,
      RuleRuntime runtime,
      List<Subscription> looked,
      List<Subscription> subscriptions,
      List<Long> feeds) {
    Text {
      looked = List.copyOf(looked);
      subscriptions = List.copyOf(subscriptions);
      feeds = List.copyOf(feeds);
    }
  }

  private RuleSlot(
      RuleGroup group, PlannedRule rule, List<Subscription> looked, CounterDataPoint lateCount) {
    this.group = group;
    this.rule = rule;
    this.lateInstants = new LateInstants(group.interval().toMillis(), looked);
    this.lateCount = lateCount;
  }

  /**
   * A slot with a text that waits.
   *
   * @param looked what it looks at
   * @param keptLongerMs how much longer windows have to keep that
   * @param feeds that it needs of other tasks
   * @param lateCount of the evaluations that late samples came too late for
   * @param before the slot of the rule with its text before, or null
   */
  static RuleSlot of(
      RuleGroup group,
      PlannedRule rule,
      RuleRuntime runtime,
      List<Subscription> looked,
      long keptLongerMs,
      List<Long> feeds,
      CounterDataPoint lateCount,
      @Nullable RuleSlot before) {
    RuleSlot slot = new RuleSlot(group, rule, looked, lateCount);
    List<Subscription> kept = looked.stream().map(each -> each.longerBy(keptLongerMs)).toList();
    slot.waiting = new Text(group, rule, runtime, looked, kept, feeds);
    slot.inForce = before == null ? null : before.inForce;
    return slot;
  }

  /** Puts the waiting text in force: it was before the task was restarted. */
  void resume() {
    inForce = waiting;
    waiting = null;
    if (inForce != null) {
      inForce.runtime().activate();
    }
  }

  /** The text in force, to be stored; null where none is. */
  @Nullable String textInForce() {
    return encoded(inForce);
  }

  /** The text that waits, in the same form. */
  @Nullable String waitingText() {
    return encoded(waiting);
  }

  private static @Nullable String encoded(@Nullable Text text) {
    return text == null ? null : new TextInForce(text.group(), text.rule()).encoded();
  }

  /** Whether it already holds just this rule of just such a group. */
  boolean isOf(RuleGroup otherGroup, PlannedRule otherRule) {
    return rule.rule().version().equals(otherRule.rule().version())
        && rule.expr().equals(otherRule.expr())
        && group.interval().equals(otherGroup.interval())
        && group.queryOffset().equals(otherGroup.queryOffset())
        && group.limit() == otherGroup.limit()
        && group.corrections() == otherGroup.corrections();
  }

  /** The rule as it is written now. */
  Rule rule() {
    return rule.rule();
  }

  /** What the text in force looks at. */
  List<Subscription> looked() {
    return inForce == null ? List.of() : inForce.looked();
  }

  /** What the newest text looks at. */
  List<Subscription> lookedInTheEnd() {
    return waiting == null ? looked() : waiting.looked();
  }

  /** Samples came that evaluations of this range would have looked at: counts these, each once. */
  void late(long fromMs, long toMs) {
    lateCount.inc(lateInstants.mark(fromMs, toMs));
  }

  /** What windows have to keep for the texts in force and waiting. */
  List<Subscription> subscriptions() {
    List<Subscription> all = new ArrayList<>();
    if (inForce != null) {
      all.addAll(inForce.subscriptions());
    }
    if (waiting != null) {
      all.addAll(waiting.subscriptions());
    }
    return all;
  }

  /** What the waiting text lacks at {@code nowMs}. */
  List<Subscription> lacking(Coverage coverage, long nowMs) {
    return waiting == null ? List.of() : lacking(waiting, coverage, nowMs);
  }

  private static List<Subscription> lacking(Text text, Coverage coverage, long nowMs) {
    return text.subscriptions().stream().filter(s -> !coverage.covers(s, nowMs)).toList();
  }

  /** Has the text in force wait again, if windows have lost something that it looks at. */
  void unsettle(Coverage coverage) {
    if (inForce != null && !lacking(inForce, coverage, Long.MAX_VALUE).isEmpty()) {
      waiting = waiting == null ? inForce : waiting;
      inForce = null;
    }
  }

  /**
   * Puts the waiting text in force if the windows hold what it needs at {@code nowMs}, and others
   * send it.
   *
   * @return whether it did
   */
  boolean settle(Coverage coverage, Feeds feeds, long nowMs) {
    if (waiting == null
        || !lacking(coverage, nowMs).isEmpty()
        || !areThere(waiting.feeds(), feeds, nowMs)) {
      return false;
    }
    inForce = waiting;
    waiting = null;
    inForce.runtime().activate();
    return true;
  }

  boolean isWaiting() {
    return waiting != null;
  }

  /** Whether others sent what the text in force needs for {@code nowMs}. */
  boolean isFed(Feeds feeds, long nowMs) {
    return inForce != null && areThere(inForce.feeds(), feeds, nowMs);
  }

  private static boolean areThere(List<Long> needed, Feeds feeds, long nowMs) {
    return needed.stream().allMatch(feed -> feeds.has(feed, nowMs));
  }

  /** What is evaluated, or null where it waits for its first time. */
  @Nullable RuleRuntime runtime() {
    return inForce == null ? null : inForce.runtime();
  }

  /** How the rule stands. */
  GroupStatus.RuleStatus status() {
    RuleRuntime of =
        inForce != null ? inForce.runtime() : waiting != null ? waiting.runtime() : null;
    if (of == null) {
      throw new IllegalStateException("a slot without a rule");
    }
    return GroupStatus.of(rule.rule(), of, waiting != null);
  }
}
