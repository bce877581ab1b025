package io.tributary.promql.kernel;

import io.tributary.promql.syntax.RangeEdges;
import org.jspecify.annotations.Nullable;

/**
 * Where the windows of a range selector lie: one a step, left-open and right-closed.
 *
 * @param grid the steps
 * @param rangeMs how long each window is
 * @param offsetMs how far before its step a window ends (negative: after)
 * @param atMs the {@code @} modifier's time, from which the offset counts instead of the step's
 * @param edges what happens at the windows' edges
 * @param lookbackMs how far beyond its edges an extended window may read
 */
public record WindowShape(
    TimeGrid grid,
    long rangeMs,
    long offsetMs,
    @Nullable Long atMs,
    RangeEdges edges,
    long lookbackMs) {

  /** The end of all windows, where it does not move with the steps. */
  public @Nullable Long fixedEndMs() {
    return atMs == null ? null : atMs - offsetMs;
  }

  /** The end of a window, inclusive. */
  public long endMs(int step) {
    return (atMs == null ? grid.at(step) : atMs) - offsetMs;
  }

  /** The start of a window, exclusive. */
  public long startMs(int step) {
    return endMs(step) - rangeMs;
  }

  /** What a window reads from, exclusive: earlier than its start where its edges are extended. */
  public long readFromMs(int step) {
    return startMs(step) - (edges == RangeEdges.PLAIN ? 0 : lookbackMs);
  }

  /** What a window reads to, inclusive. */
  public long readToMs(int step) {
    return endMs(step) + (edges == RangeEdges.SMOOTHED ? lookbackMs : 0);
  }

  /** The length of a window in seconds. */
  public double rangeSeconds() {
    return rangeMs / 1000.0;
  }
}
