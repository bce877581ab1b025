package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The series that one rule yields. Knows those of its last successful evaluation, so that one that
 * is yielded no more gets a staleness marker. Of one thread.
 */
final class RuleOutputs {
  private final String ruleKey;
  private final RuleStore store;
  private final Recorder recorder;
  final EndedOutputs ended;
  private final Map<Labels, OutputSeries> byLabels = new HashMap<>();
  private int claimed;
  private int present;

  RuleOutputs(String ruleKey, RuleStore store, Recorder recorder) {
    this.ruleKey = ruleKey;
    this.store = store;
    this.recorder = recorder;
    this.ended = new EndedOutputs(ruleKey, store, recorder);
  }

  /** Takes a series from the store. */
  void restore(Labels labels) {
    OutputSeries series = series(labels);
    if (!series.present) {
      series.present = true;
      present++;
    }
  }

  /** The series of these labels, without yielding it. */
  OutputSeries series(Labels labels) {
    return byLabels.computeIfAbsent(labels, recorder::newSeries);
  }

  /** Starts an evaluation. */
  void begin() {
    claimed = 0;
  }

  /**
   * Marks a series as yielded by this evaluation.
   *
   * @throws RuleException where it was already
   */
  void claim(OutputSeries series, long nowMs) throws RuleException {
    if (series.yieldedAtMs == nowMs) {
      throw new RuleException(
          "two results have the same labels once the rule's are applied: " + series.labels());
    }
    series.yieldedAtMs = nowMs;
    claimed++;
  }

  /** Ends an evaluation that succeeded: after its samples were recorded. */
  void end(long nowMs, long timestampMs) {
    if (claimed == present && allClaimedPresent(nowMs)) {
      return;
    }
    List<OutputSeries> vanished = new ArrayList<>();
    for (OutputSeries series : byLabels.values()) {
      boolean yielded = series.yieldedAtMs == nowMs;
      if (yielded && !series.present) {
        series.present = true;
        store.putOutput(ruleKey, series.fingerprint(), series.labels());
      } else if (!yielded) {
        vanished.add(series);
      }
    }
    present = claimed;
    markStale(vanished, timestampMs);
  }

  /**
   * The rule is gone: marks all that it yielded as ended.
   *
   * @param goesOn whether another rule yields this series now
   */
  void retire(long timestampMs, Predicate<Labels> goesOn) {
    List<OutputSeries> ends = new ArrayList<>();
    for (OutputSeries series : byLabels.values()) {
      if (goesOn.test(series.labels())) {
        store.deleteOutput(ruleKey, series.fingerprint());
      } else {
        ends.add(series);
      }
    }
    markStale(ends, timestampMs);
    ended.keep(0);
    present = 0;
  }

  /** The rule is the merger's from now on: tells it what is yielded, and forgets it. */
  void handOver(PartialEmissions to, long nowMs) {
    List<OutputSeries> all = new ArrayList<>(present());
    all.sort(Comparator.comparing(OutputSeries::labels));
    for (OutputSeries series : all) {
      to.handOver(ruleKey, series.labels(), nowMs);
      store.deleteOutput(ruleKey, series.fingerprint());
    }
    ended.keep(0);
    byLabels.clear();
    present = 0;
  }

  /** Goes on with a series that another task handed over. */
  void takeOver(Labels labels) {
    restore(labels);
    store.putOutput(ruleKey, series(labels).fingerprint(), labels);
  }

  boolean isPresent(Labels labels) {
    OutputSeries series = byLabels.get(labels);
    return series != null && series.present;
  }

  /** Those that the last evaluation yielded. */
  List<OutputSeries> present() {
    return byLabels.values().stream().filter(series -> series.present).toList();
  }

  private boolean allClaimedPresent(long nowMs) {
    for (OutputSeries series : byLabels.values()) {
      if ((series.yieldedAtMs == nowMs) != series.present) {
        return false;
      }
    }
    return true;
  }

  private void markStale(List<OutputSeries> vanished, long timestampMs) {
    vanished.sort(Comparator.comparing(OutputSeries::labels));
    for (OutputSeries series : vanished) {
      if (series.present) {
        recorder.sample(series, timestampMs, StalenessMarker.VALUE);
        store.deleteOutput(ruleKey, series.fingerprint());
        ended.add(series, timestampMs);
        // Whoever holds on to it must see that it has to be taken up again.
        series.present = false;
      }
      byLabels.remove(series.labels());
    }
  }
}
