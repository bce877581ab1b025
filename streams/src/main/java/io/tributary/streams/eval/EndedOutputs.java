package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The series that one rule has ceased to yield of late: corrections may have to take back what was
 * recorded of them. Of one thread.
 */
final class EndedOutputs {
  private final String ruleKey;
  private final RuleStore store;
  private final Recorder recorder;
  private final Map<Labels, Ended> byLabels = new HashMap<>();
  private long keptMs;

  private record Ended(OutputSeries series, long endedAtMs) {}

  EndedOutputs(String ruleKey, RuleStore store, Recorder recorder) {
    this.ruleKey = ruleKey;
    this.store = store;
    this.recorder = recorder;
  }

  void restore(Labels labels, long endedAtMs) {
    byLabels.put(labels, new Ended(recorder.newSeries(labels), endedAtMs));
  }

  /** How long they are remembered; 0: not at all. */
  void keep(long keptMs) {
    this.keptMs = keptMs;
    if (keptMs == 0) {
      forgetUntil(Long.MAX_VALUE);
    }
  }

  void add(OutputSeries series, long endedAtMs) {
    if (keptMs > 0) {
      byLabels.put(series.labels(), new Ended(series, endedAtMs));
      store.putEndedOutput(ruleKey, series.fingerprint(), series.labels(), endedAtMs);
      forgetUntil(endedAtMs - keptMs);
    }
  }

  private void forgetUntil(long timestampMs) {
    Iterator<Ended> each = byLabels.values().iterator();
    while (each.hasNext()) {
      Ended ended = each.next();
      if (ended.endedAtMs() <= timestampMs) {
        store.deleteEndedOutput(ruleKey, ended.series().fingerprint());
        each.remove();
      }
    }
  }

  /** All that are remembered. */
  Collection<OutputSeries> all() {
    return byLabels.values().stream().map(Ended::series).toList();
  }
}
