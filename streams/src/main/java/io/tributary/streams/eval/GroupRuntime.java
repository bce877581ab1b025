package io.tributary.streams.eval;

import io.tributary.streams.rule.RuleGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One group of one task: its rules are evaluated in order at the same instant, and each sees what
 * those before it yielded. Of one thread.
 */
final class GroupRuntime implements Timetable {
  private final RuleGroup group;
  private final List<RuleSlot> slots;
  private final long intervalMs;
  private final Emissions emissions;
  private final Feeds feeds;
  private final @Nullable Corrections corrections;
  private final EvaluationMetrics.Group metrics;
  private long tookNs;

  GroupRuntime(
      RuleGroup group,
      List<RuleSlot> slots,
      Emissions emissions,
      Feeds feeds,
      @Nullable Corrections corrections,
      EvaluationMetrics.Group metrics) {
    this.group = group;
    this.slots = List.copyOf(slots);
    this.intervalMs = group.interval().toMillis();
    this.emissions = emissions;
    this.feeds = feeds;
    this.corrections = corrections;
    this.metrics = metrics;
  }

  RuleGroup group() {
    return group;
  }

  /** How long the latest evaluation took; 0 before the first. */
  long tookNs() {
    return tookNs;
  }

  List<RuleSlot> slots() {
    return slots;
  }

  /** Every instant until this one was evaluated before the task was started. */
  void restore(long evaluatedUntilMs) {
    long last = Math.floorDiv(evaluatedUntilMs, intervalMs) * intervalMs;
    for (RuleSlot slot : slots) {
      RuleRuntime rule = slot.runtime();
      if (rule != null) {
        rule.restore(last);
      }
    }
  }

  /** Has late samples counted for each rule, and corrected if the group is to be. */
  void countLate(LateEffects effects) {
    for (RuleSlot slot : slots) {
      effects.add(
          slot.looked(),
          (fromMs, toMs) -> {
            slot.late(fromMs, toMs);
            if (corrections != null) {
              corrections.late(fromMs, toMs);
            }
          });
    }
  }

  @Override
  public long nextAfter(long timestampMs) {
    return (Math.floorDiv(timestampMs, intervalMs) + 1) * intervalMs;
  }

  boolean isDue(long nowMs) {
    return Math.floorMod(nowMs, intervalMs) == 0;
  }

  void evaluate(long nowMs) {
    long started = System.nanoTime();
    int evaluated = 0;
    int failed = 0;
    for (RuleSlot slot : slots) {
      RuleRuntime rule = slot.runtime();
      if (rule != null && slot.isFed(feeds, nowMs)) {
        evaluated++;
        failed += rule.evaluate(nowMs) ? 0 : 1;
      }
    }
    emissions.endGroup(nowMs);
    if (corrections != null) {
      corrections.run(nowMs);
    }
    tookNs = System.nanoTime() - started;
    metrics.evaluated(nowMs, evaluated, failed, tookNs);
  }
}
