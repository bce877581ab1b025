package io.tributary.streams.eval;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a task takes part in merging.
 *
 * @param partition of the task's samples, -1 for the merger
 * @param feeds what it is sent
 * @param partials where its own results for the merger go
 */
public record MergeLink(int partition, Feeds feeds, PartialEmissions partials) {
  /** Whether the task is the merger. */
  boolean isMerger() {
    return partition < 0;
  }

  /** The merger's own: it is fed, and works nothing out for others. */
  public static MergeLink merger(Feeds feeds) {
    return new MergeLink(-1, feeds, new None());
  }

  private record None() implements PartialEmissions {
    @Override
    public void result(
        OutputSeries series, long timestampMs, double value, @Nullable FloatHistogram histogram) {
      throw new IllegalStateException("the merger works out no partial results");
    }

    @Override
    public void handOver(String ruleKey, AlertRecord alert, long nowMs) {
      throw new IllegalStateException("the merger hands nothing over: " + ruleKey);
    }

    @Override
    public void handOver(String ruleKey, Labels output, long nowMs) {
      throw new IllegalStateException("the merger hands nothing over: " + ruleKey);
    }

    @Override
    public void end(long nowMs) {}
  }
}
