package io.tributary.promql.script;

import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.schemas.histogram.Buckets;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.sample.StalenessMarker;
import org.jspecify.annotations.Nullable;

/** When a value counts as the expected one: equal to about six digits. */
final class Closeness {
  private static final double EPSILON = 0.000001;

  private Closeness() {}

  static boolean close(double a, double b) {
    if (StalenessMarker.is(a) || StalenessMarker.is(b)) {
      return StalenessMarker.is(a) && StalenessMarker.is(b);
    }
    if (Double.isNaN(a) && Double.isNaN(b)) {
      return true;
    }
    if (a == b) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < EPSILON * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < EPSILON;
  }

  /** Whether the value, a histogram where there is one, is what the item says. */
  static boolean close(
      SeriesDescription.Item expected, double value, @Nullable FloatHistogram histogram) {
    FloatHistogram wanted = expected.histogram();
    if (wanted == null || histogram == null) {
      return wanted == null && histogram == null && close(expected.value(), value);
    }
    return (!expected.hintNamed() || wanted.hint() == histogram.hint()) && close(wanted, histogram);
  }

  private static boolean close(FloatHistogram a, FloatHistogram b) {
    return a.schema() == b.schema()
        && a.zeroThreshold() == b.zeroThreshold()
        && a.sameBounds(b)
        && close(a.count(), b.count())
        && close(a.sum(), b.sum())
        && close(a.zeroCount(), b.zeroCount())
        && close(a.positive(), b.positive())
        && close(a.negative(), b.negative());
  }

  private static boolean close(Buckets a, Buckets b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.index(i) != b.index(i) || !close(a.count(i), b.count(i))) {
        return false;
      }
    }
    return true;
  }
}
