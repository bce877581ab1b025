package io.tributary.promql.kernel;

import static io.tributary.promql.kernel.Row.ABSENT;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.HistogramMean;
import io.tributary.schemas.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/** The native histograms of a group under {@code sum} or {@code avg}. */
final class HistogramGroup {
  private static final String OPERATION = "aggregation";

  private final AggregationContext context;
  private final boolean average;
  private final @Nullable HistogramSum[] sums;
  private final @Nullable HistogramMean[] means;

  /** At which steps exponential and custom buckets met, so that there is no result. */
  private final boolean[] incompatible;

  HistogramGroup(AggregationContext context, boolean average) {
    this.context = context;
    this.average = average;
    this.sums = new HistogramSum[average ? 0 : context.steps()];
    this.means = new HistogramMean[average ? context.steps() : 0];
    this.incompatible = new boolean[context.steps()];
  }

  /** Adds the histograms of a row. */
  void add(Row row, String metricName) {
    for (int step = 0; step < incompatible.length; step++) {
      FloatHistogram histogram = row.histogram(step);
      if (histogram == null || incompatible[step]) {
        continue;
      }
      boolean added = average ? addToMean(step, histogram) : addToSum(step, histogram);
      if (!added) {
        incompatible[step] = true;
        context.notes().add(Note.mixedExponentialCustom(metricName), context.input());
      }
    }
  }

  private boolean addToSum(int step, FloatHistogram histogram) {
    HistogramSum sum = sums[step];
    if (sum == null) {
      sums[step] = new HistogramSum(histogram);
      return true;
    }
    if (!sum.compatible(histogram)) {
      return false;
    }
    sum.add(histogram);
    return true;
  }

  private boolean addToMean(int step, FloatHistogram histogram) {
    HistogramMean mean = means[step];
    if (mean == null) {
      means[step] = new HistogramMean(histogram);
      return true;
    }
    if (!mean.compatible(histogram)) {
      return false;
    }
    mean.add(histogram);
    return true;
  }

  /**
   * Puts the results into {@code out}; where there were floats too, nothing, and a note.
   *
   * @param floats at which steps there were floats
   */
  void finish(boolean[] floats, Row out) {
    for (int step = 0; step < incompatible.length; step++) {
      FloatHistogram result = average ? mean(step) : sum(step);
      if (result == null) {
        continue;
      }
      if (floats[step]) {
        context.notes().add(Note.mixedFloatsHistogramsInAggregation(), context.input());
        out.values[step] = ABSENT;
      } else if (!incompatible[step]) {
        out.setHistogram(step, result);
      }
    }
  }

  private @Nullable FloatHistogram sum(int step) {
    HistogramSum sum = sums[step];
    if (sum == null) {
      return null;
    }
    note(sum.hintsCollided(), sum.boundsReconciled());
    return sum.result();
  }

  private @Nullable FloatHistogram mean(int step) {
    HistogramMean mean = means[step];
    if (mean == null) {
      return null;
    }
    note(mean.hintsCollided(), mean.boundsReconciled());
    return mean.result();
  }

  private void note(boolean collided, boolean reconciled) {
    if (collided) {
      context.notes().add(Note.counterResetCollision(OPERATION), context.input());
    }
    if (reconciled) {
      context.notes().add(Note.mismatchedCustomBuckets(OPERATION), context.input());
    }
  }
}
