package io.tributary.schemas.histogram;

import java.util.function.IntUnaryOperator;

/**
 * Whether a counter histogram was reset: any population went down, or the layout changed in a way
 * that only a new start explains. The hint decides where it knows.
 */
final class ResetDetection {
  private ResetDetection() {}

  static boolean isReset(FloatHistogram previous, FloatHistogram current) {
    if (current.hint() == CounterReset.RESET) {
      return true;
    }
    if (current.hint() == CounterReset.NOT_RESET) {
      return false;
    }
    if (current.count() < previous.count() || !current.compatible(previous)) {
      return true;
    }
    return current.isCustom()
        ? customReset(previous, current)
        : exponentialReset(previous, current);
  }

  private static boolean customReset(FloatHistogram previous, FloatHistogram current) {
    if (current.sameBounds(previous)) {
      return decreased(previous.positive(), 0, IntUnaryOperator.identity(), current.positive());
    }
    double[] shared = CustomBounds.intersect(previous.customBounds(), current.customBounds());
    KahanBuckets now = new KahanBuckets(current.positive());
    now.regroup(CustomBounds.mapping(current.customBounds(), shared));
    return decreased(
        previous.positive(),
        0,
        CustomBounds.mapping(previous.customBounds(), shared),
        now.result());
  }

  private static boolean exponentialReset(FloatHistogram previous, FloatHistogram current) {
    if (current.schema() > previous.schema()
        || current.zeroThreshold() < previous.zeroThreshold()) {
      return true;
    }
    double threshold = current.zeroThreshold();
    if (ZeroBucket.clearOfBuckets(previous, threshold) != threshold) {
      return true; // the new zero bucket cuts a bucket that was populated
    }
    int positives = ZeroBucket.covered(previous, previous.positive(), threshold);
    int negatives = ZeroBucket.covered(previous, previous.negative(), threshold);
    double zeroCount = previous.zeroCount();
    for (int i = 0; i < positives; i++) {
      zeroCount += previous.positive().count(i);
    }
    for (int i = 0; i < negatives; i++) {
      zeroCount += previous.negative().count(i);
    }
    if (current.zeroCount() < zeroCount) {
      return true;
    }
    int steps = previous.schema() - current.schema();
    IntUnaryOperator target =
        steps == 0 ? IntUnaryOperator.identity() : i -> BucketBounds.coarser(i, steps);
    return decreased(previous.positive(), positives, target, current.positive())
        || decreased(previous.negative(), negatives, target, current.negative());
  }

  /** Whether a bucket has less than the buckets of {@code previous} had that map to it. */
  private static boolean decreased(
      Buckets previous, int from, IntUnaryOperator target, Buckets current) {
    int i = from;
    while (i < previous.size()) {
      int index = target.applyAsInt(previous.index(i));
      double before = 0;
      while (i < previous.size() && target.applyAsInt(previous.index(i)) == index) {
        before += previous.count(i++);
      }
      if (current.countAt(index) < before) {
        return true;
      }
    }
    return false;
  }
}
