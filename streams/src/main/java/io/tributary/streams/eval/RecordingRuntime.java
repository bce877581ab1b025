package io.tributary.streams.eval;

import io.tributary.promql.exec.QueryException;
import io.tributary.promql.exec.Value;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.RuleGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A recording rule. The labels of a result are worked out when it first comes. */
final class RecordingRuntime extends RuleRuntime {
  /** More results than this beside those present, and the labels of all are worked out anew. */
  private static final int MAX_STALE_RESULTS = 1_000;

  private final RecordingRule rule;
  private final RuleQuery query;
  private final Recorder recorder;
  private final long offsetMs;
  private final int limit;
  private final Map<Labels, OutputSeries> byResult = new HashMap<>();
  private final OutputOrder order = new OutputOrder();

  RecordingRuntime(
      RecordingRule rule, RuleGroup group, RuleQuery query, RuleMemory memory, Recorder recorder) {
    super(memory);
    this.rule = rule;
    this.query = query;
    this.recorder = recorder;
    this.offsetMs = group.queryOffset().toMillis();
    this.limit = group.limit();
  }

  @Override
  RecordingRule rule() {
    return rule;
  }

  @Override
  void run(long nowMs) throws RuleException {
    long timestampMs = nowMs - offsetMs;
    List<Value.Sample> results = vector(query.at(timestampMs));
    OutputSeries[] series = new OutputSeries[results.size()];
    for (int i = 0; i < series.length; i++) {
      series[i] = series(results.get(i).labels());
      memory.outputs.claim(series[i], nowMs);
    }
    if (limit > 0 && series.length > limit) {
      throw new RuleException("exceeded limit of " + limit + " with " + series.length + " series");
    }
    for (int i : order.of(series)) {
      Value.Sample result = results.get(i);
      FloatHistogram histogram = result.histogram();
      if (histogram == null) {
        recorder.sample(series[i], timestampMs, result.value());
      } else {
        recorder.histogram(series[i], timestampMs, histogram);
      }
    }
    memory.outputs.end(nowMs, timestampMs);
    if (byResult.size() > 2 * series.length + MAX_STALE_RESULTS) {
      byResult.clear();
    }
  }

  /**
   * The results for an instant of before, in order of labels; null where there are none to use.
   *
   * @param before what is evaluated instead of the rule's own query; null: that
   */
  @Nullable SortedMap<Labels, Value.Sample> again(long nowMs, @Nullable RuleQuery before) {
    RuleQuery again = before == null ? query : before;
    try {
      SortedMap<Labels, Value.Sample> results = new TreeMap<>();
      for (Value.Sample result : vector(again.at(nowMs - offsetMs))) {
        if (results.put(labels(result.labels()), result) != null) {
          return null;
        }
      }
      return limit > 0 && results.size() > limit ? null : results;
    } catch (QueryException | RuleException e) {
      return null;
    }
  }

  private OutputSeries series(Labels result) {
    OutputSeries known = byResult.get(result);
    if (known != null && known.present) {
      return known;
    }
    OutputSeries series = memory.outputs.series(labels(result));
    byResult.put(result, series);
    return series;
  }

  private Labels labels(Labels result) {
    LabelsBuilder labels = result.toBuilder().set(Labels.NAME, rule.name());
    rule.labels().forEach(labels::set);
    return labels.build();
  }
}
