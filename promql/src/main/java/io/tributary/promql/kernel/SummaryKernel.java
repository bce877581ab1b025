package io.tributary.promql.kernel;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.RangeEdges;
import org.jspecify.annotations.Nullable;

/**
 * Functions of range vectors that a summary of the window is enough for: what they give does not
 * depend on the samples one by one. Agrees with the kernels over samples but for the order in which
 * sums are rounded.
 */
public enum SummaryKernel {
  RATE,
  INCREASE,
  DELTA,
  SUM,
  AVERAGE,
  COUNT,
  PRESENT,
  MIN,
  MAX,
  FIRST,
  LAST,
  FIRST_TIMESTAMP,
  LAST_TIMESTAMP,
  RESETS,
  CHANGES;

  /** The kernel, or null where the function must see the samples. */
  public static @Nullable SummaryKernel of(Function function, RangeEdges edges) {
    if (edges != RangeEdges.PLAIN) {
      return null;
    }
    return switch (function) {
      case RATE -> RATE;
      case INCREASE -> INCREASE;
      case DELTA -> DELTA;
      case SUM_OVER_TIME -> SUM;
      case AVG_OVER_TIME -> AVERAGE;
      case COUNT_OVER_TIME -> COUNT;
      case PRESENT_OVER_TIME, ABSENT_OVER_TIME -> PRESENT;
      case MIN_OVER_TIME -> MIN;
      case MAX_OVER_TIME -> MAX;
      case FIRST_OVER_TIME -> FIRST;
      case LAST_OVER_TIME -> LAST;
      case TS_OF_FIRST_OVER_TIME -> FIRST_TIMESTAMP;
      case TS_OF_LAST_OVER_TIME -> LAST_TIMESTAMP;
      case RESETS -> RESETS;
      case CHANGES -> CHANGES;
      default -> null;
    };
  }

  /** Whether the first and the last sample, their number and the resets are all it looks at. */
  public boolean needsEndsOnly() {
    return switch (this) {
      case RATE,
          INCREASE,
          DELTA,
          COUNT,
          PRESENT,
          FIRST,
          LAST,
          FIRST_TIMESTAMP,
          LAST_TIMESTAMP,
          RESETS ->
          true;
      case SUM, AVERAGE, MIN, MAX, CHANGES -> false;
    };
  }

  /** Whether the summary tells enough: a sum that overflows does not tell the mean. */
  public boolean answers(RangeSummary summary) {
    return this != AVERAGE || !Double.isInfinite(summary.sum);
  }

  /** The value for the window that the summary is of, or {@link Row#ABSENT}. */
  public double of(RangeSummary s, WindowShape shape, int step) {
    if (s.count == 0) {
      return Row.ABSENT;
    }
    return switch (this) {
      case RATE -> rate(s, shape, step, true, shape.rangeSeconds());
      case INCREASE -> rate(s, shape, step, true, 1);
      case DELTA -> rate(s, shape, step, false, 1);
      case SUM -> Double.isInfinite(s.sum) ? s.sum : s.sum + s.compensation;
      case AVERAGE -> s.sum / s.count + s.compensation / s.count;
      case COUNT -> s.count;
      case PRESENT -> 1;
      case MIN -> s.min;
      case MAX -> s.max;
      case FIRST -> s.first;
      case LAST -> s.last;
      case FIRST_TIMESTAMP -> s.firstMs / 1000.0;
      case LAST_TIMESTAMP -> s.lastMs / 1000.0;
      case RESETS -> s.resets;
      case CHANGES -> s.changes;
    };
  }

  private static double rate(
      RangeSummary s, WindowShape shape, int step, boolean isCounter, double divisor) {
    if (s.count < 2) {
      return Row.ABSENT;
    }
    double result = s.last - s.first + (isCounter ? s.resetSum : 0);
    return result
        * Extrapolation.factor(
            (s.firstMs - shape.startMs(step)) / 1000.0,
            (shape.endMs(step) - s.lastMs) / 1000.0,
            (s.lastMs - s.firstMs) / 1000.0,
            Math.toIntExact(s.count - 1),
            isCounter && result > 0 ? s.first : -1,
            result,
            divisor);
  }
}
