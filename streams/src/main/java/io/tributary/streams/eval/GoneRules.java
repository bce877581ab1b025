package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is left of rules that a task evaluates no more: what they yielded ends, unless the merger
 * evaluates them from now on and is told. Of one thread.
 */
final class GoneRules {
  private final List<RuleMemory> removed = new ArrayList<>();
  private final List<RuleMemory> merged = new ArrayList<>();

  /** A rule that is in no file any more. */
  void remove(RuleMemory rule) {
    removed.add(rule);
  }

  /** A rule that the merger evaluates from now on. */
  void merge(RuleMemory rule) {
    merged.add(rule);
  }

  /** Tells the merger what it goes on with. */
  void handOver(PartialEmissions to, long nowMs) {
    merged.forEach(rule -> rule.handOver(to, nowMs));
    merged.clear();
  }

  /**
   * Ends what removed rules yielded.
   *
   * @param goesOn whether another rule yields this series now: then it has not ended
   */
  void end(long nowMs, Predicate<Labels> goesOn, Emissions emissions) {
    for (RuleMemory rule : removed) {
      rule.retire(nowMs, goesOn);
      emissions.endGroup(nowMs);
    }
    removed.clear();
  }
}
