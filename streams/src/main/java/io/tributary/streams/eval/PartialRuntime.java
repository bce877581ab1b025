package io.tributary.streams.eval;

import io.tributary.promql.exec.QueryException;
import io.tributary.promql.exec.Value;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.util.HashMap;
import java.util.Map;

/** A partial expression of one partition. Of one thread. */
final class PartialRuntime {
  /** More results than this beside those of the latest evaluation, and labels are made anew. */
  private static final int MAX_STALE_RESULTS = 1_000;

  private final Partial partial;
  private final RuleQuery query;
  private final MergeLink link;
  private final Map<Labels, OutputSeries> byResult = new HashMap<>();

  PartialRuntime(Partial partial, RuleQuery query, MergeLink link) {
    this.partial = partial;
    this.query = query;
    this.link = link;
  }

  boolean isDue(long nowMs) {
    return Math.floorMod(nowMs, partial.intervalMs()) == 0;
  }

  /** Sends the results for {@code nowMs}, or word that there are none because it failed. */
  void evaluate(long nowMs) {
    long timestampMs = nowMs - partial.offsetMs();
    try {
      if (query.at(timestampMs) instanceof Value.Vector vector) {
        for (Value.Sample sample : vector.samples()) {
          link.partials()
              .result(series(sample.labels()), timestampMs, sample.value(), sample.histogram());
        }
        forgetStale(vector.samples().size());
      }
    } catch (QueryException e) {
      Labels labels =
          PartialSeries.failure(partial.id(), link.partition(), String.valueOf(e.getMessage()));
      link.partials().result(new OutputSeries(labels, ""), timestampMs, 1, null);
    }
  }

  private OutputSeries series(Labels result) {
    return byResult.computeIfAbsent(result, r -> new OutputSeries(labels(r), ""));
  }

  private Labels labels(Labels result) {
    LabelsBuilder labels = result.toBuilder().set(PartialSeries.PARTIAL, partial.id());
    if (partial.perPartition()) {
      labels.set(PartialSeries.PARTITION, Integer.toString(link.partition()));
    }
    return labels.build();
  }

  private void forgetStale(int present) {
    if (byResult.size() > 2 * present + MAX_STALE_RESULTS) {
      byResult.clear();
    }
  }
}
