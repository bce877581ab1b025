package io.tributary.promql.kernel;

import io.tributary.promql.syntax.AggregateOp;

/** The accumulator of each aggregation that makes one series of a group. */
public final class Accumulators {
  private Accumulators() {}

  /** A new accumulator. */
  public static Accumulator of(AggregateOp op, AggregationContext context) {
    return switch (op) {
      case SUM -> new SumAccumulator(context);
      case AVG -> new AverageAccumulator(context);
      case COUNT -> new CountAccumulator(context, false);
      case GROUP -> new CountAccumulator(context, true);
      case MIN -> new ExtremumAccumulator(context, false);
      case MAX -> new ExtremumAccumulator(context, true);
      case STDDEV -> new VarianceAccumulator(context, true);
      case STDVAR -> new VarianceAccumulator(context, false);
      case QUANTILE -> new QuantileAccumulator(context);
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, COUNT_VALUES ->
          throw new IllegalArgumentException(op.text() + " has no accumulator");
    };
  }
}
