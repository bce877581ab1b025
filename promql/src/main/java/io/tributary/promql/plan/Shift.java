package io.tributary.promql.plan;

import io.tributary.promql.syntax.At;
import org.jspecify.annotations.Nullable;

/**
 * When a selector or subquery looks: {@code offsetMs} before the step, or before a fixed time.
 *
 * @param offsetMs negative to look ahead
 * @param at the fixed time, or null
 */
public record Shift(long offsetMs, @Nullable At at) {
  /** The fixed time in a query over this range, or null. */
  public @Nullable Long atMs(long queryStartMs, long queryEndMs) {
    return switch (at) {
      case null -> null;
      case At.Timestamp t -> t.timestampMs();
      case At.Start _ -> queryStartMs;
      case At.End _ -> queryEndMs;
    };
  }
}
