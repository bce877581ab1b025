package io.tributary.streams.eval;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.tributary.streams.window.Subscription;
import io.tributary.streams.window.Windows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The partial expressions of one partition as rules change: a new one is evaluated once the windows
 * hold all that it looks at; one that is gone a little longer, until the merger has gone over to
 * the rules that do without it. Of one thread.
 */
final class PartialSlots implements Timetable {
  private static final long WANTED = Long.MAX_VALUE;

  private final RuleCompiler compiler;
  private final Windows windows;
  private final MergeLink link;
  private final EvaluationMetrics metrics;
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  PartialSlots(RuleCompiler compiler, Windows windows, MergeLink link, EvaluationMetrics metrics) {
    this.compiler = compiler;
    this.windows = windows;
    this.link = link;
    this.metrics = metrics;
  }

  private static final class Slot {
    final Partial partial;
    final PartialRuntime runtime;
    final List<Subscription> subscriptions;
    final LateInstants instants;
    List<CounterDataPoint> late = List.of();
    boolean active;
    long goneAfterMs = WANTED;

    Slot(Partial partial, PartialRuntime runtime, List<Subscription> subscriptions) {
      this.partial = partial;
      this.runtime = runtime;
      this.subscriptions = subscriptions;
      this.instants = new LateInstants(partial.intervalMs(), subscriptions);
    }
  }

  /** These are wanted from now on; before the first watermark, that is {@link Long#MIN_VALUE}. */
  void use(List<Partial> wanted, long watermarkMs) {
    Set<String> ids = new LinkedHashSet<>();
    for (Partial partial : wanted) {
      ids.add(partial.id());
      Slot slot = slots.computeIfAbsent(partial.id(), id -> slot(partial));
      slot.goneAfterMs = WANTED;
      slot.late = partial.rules().stream().map(metrics::late).toList();
    }
    for (Slot slot : slots.values()) {
      if (!ids.contains(slot.partial.id()) && slot.goneAfterMs == WANTED) {
        slot.goneAfterMs = watermarkMs + Feeds.GONE_AFTER_MS;
      }
    }
  }

  private Slot slot(Partial partial) {
    PartialRuntime runtime = new PartialRuntime(partial, compiler.query(partial, windows), link);
    return new Slot(partial, runtime, compiler.subscriptions(partial));
  }

  List<Subscription> subscriptions() {
    List<Subscription> all = new ArrayList<>();
    slots.values().forEach(slot -> all.addAll(slot.subscriptions));
    return all;
  }

  /** Has late samples counted for the rules that the results are for. */
  void countLate(LateEffects effects) {
    for (Slot slot : slots.values()) {
      effects.add(
          slot.subscriptions,
          (fromMs, toMs) -> {
            long fresh = slot.active ? slot.instants.mark(fromMs, toMs) : 0;
            slot.late.forEach(counter -> counter.inc(fresh));
          });
    }
  }

  List<Subscription> lacking(Coverage coverage, long nowMs) {
    List<Subscription> lacking = new ArrayList<>();
    for (Slot slot : slots.values()) {
      if (!slot.active) {
        slot.subscriptions.stream().filter(s -> !coverage.covers(s, nowMs)).forEach(lacking::add);
      }
    }
    return lacking;
  }

  /**
   * Starts what has its windows and drops what is gone; all instants until {@code untilMs} are
   * evaluated.
   *
   * @return whether any was dropped
   */
  boolean settle(Coverage coverage, long untilMs) {
    boolean dropped = false;
    for (Iterator<Slot> each = slots.values().iterator(); each.hasNext(); ) {
      Slot slot = each.next();
      if (slot.goneAfterMs < untilMs) {
        each.remove();
        dropped = true;
      } else if (!slot.active) {
        slot.active = slot.subscriptions.stream().allMatch(s -> coverage.covers(s, untilMs));
      }
    }
    return dropped;
  }

  /** The feeds of those that are evaluated. */
  Set<Long> feeds() {
    Set<Long> feeds = new LinkedHashSet<>();
    for (Slot slot : slots.values()) {
      if (slot.active) {
        feeds.add(Feeds.of(slot.partial));
      }
    }
    return feeds;
  }

  int waiting() {
    return (int) slots.values().stream().filter(slot -> !slot.active).count();
  }

  @Override
  public long nextAfter(long timestampMs) {
    long next = Long.MAX_VALUE;
    for (Slot slot : slots.values()) {
      long intervalMs = slot.partial.intervalMs();
      next = Math.min(next, (Math.floorDiv(timestampMs, intervalMs) + 1) * intervalMs);
    }
    return next;
  }

  void evaluate(long nowMs) {
    boolean any = false;
    for (Slot slot : slots.values()) {
      if (slot.active && slot.runtime.isDue(nowMs)) {
        slot.runtime.evaluate(nowMs);
        any = true;
      }
    }
    if (any) {
      link.partials().end(nowMs);
    }
  }
}
