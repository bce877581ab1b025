package io.tributary.streams.eval;

import io.tributary.schemas.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * How a task takes part in merging.
 *
 * @param partition of the task's samples, -1 for the merger
 * @param feeds what it is sent
 * @param partials where its own results for the merger go
 */
public record MergeLink(int partition, Feeds feeds, PartialEmissions partials) {
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
    public void end(long nowMs) {}
  }
}
