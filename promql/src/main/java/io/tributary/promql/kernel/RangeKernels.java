package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.RangeEdges;

/** The kernel of each function of range vectors. */
public final class RangeKernels {
  private RangeKernels() {}

  /** A new kernel. */
  public static RangeKernel of(Function function, RangeEdges edges, KernelContext context) {
    return switch (function) {
      case RATE -> rate(edges, context, true, true);
      case INCREASE -> rate(edges, context, true, false);
      case DELTA -> rate(edges, context, false, false);
      case IRATE -> new InstantRateKernel(context, true);
      case IDELTA -> new InstantRateKernel(context, false);
      case SUM_OVER_TIME -> new SumKernel(context, false);
      case AVG_OVER_TIME -> new SumKernel(context, true);
      case COUNT_OVER_TIME -> new CountKernel(true);
      case PRESENT_OVER_TIME, ABSENT_OVER_TIME -> new CountKernel(false);
      case MIN_OVER_TIME -> new ExtremumKernel(context, false, false);
      case MAX_OVER_TIME -> new ExtremumKernel(context, true, false);
      case TS_OF_MIN_OVER_TIME -> new ExtremumKernel(context, false, true);
      case TS_OF_MAX_OVER_TIME -> new ExtremumKernel(context, true, true);
      case FIRST_OVER_TIME -> new EndKernel(false, false);
      case LAST_OVER_TIME -> new EndKernel(true, false);
      case TS_OF_FIRST_OVER_TIME -> new EndKernel(false, true);
      case TS_OF_LAST_OVER_TIME -> new EndKernel(true, true);
      case QUANTILE_OVER_TIME -> new QuantileKernel(context, false);
      case MAD_OVER_TIME -> new QuantileKernel(context, true);
      case STDDEV_OVER_TIME -> new VarianceKernel(context, true);
      case STDVAR_OVER_TIME -> new VarianceKernel(context, false);
      case DERIV -> new RegressionKernel(context, false);
      case PREDICT_LINEAR -> new RegressionKernel(context, true);
      case DOUBLE_EXPONENTIAL_SMOOTHING -> new SmoothingKernel(context);
      case RESETS -> new TransitionKernel(context, true);
      case CHANGES -> new TransitionKernel(context, false);
      default -> throw new IllegalArgumentException(function.text() + " takes no range vector");
    };
  }

  private static RangeKernel rate(
      RangeEdges edges, KernelContext context, boolean isCounter, boolean isRate) {
    return edges == RangeEdges.PLAIN
        ? new RateKernel(context, isCounter, isRate)
        : new ExtendedRateKernel(context, isCounter, isRate);
  }
}
