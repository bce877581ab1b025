package io.tributary.schemas.histogram;

import io.tributary.schemas.sample.FloatText;

/** A histogram as Prometheus prints it, numbers in the shortest form of C's {@code %g}. */
final class HistogramText {
  private HistogramText() {}

  static String of(FloatHistogram histogram) {
    StringBuilder text = new StringBuilder("{count:");
    text.append(FloatText.general(histogram.count()))
        .append(", sum:")
        .append(FloatText.general(histogram.sum()));
    double zeroCount = histogram.zeroCount();
    // Cursors pass over a zero bucket of a negative count; the text has it.
    boolean zeroIsDue = zeroCount != 0 && !(zeroCount > 0);
    BucketCursor bucket = histogram.ascending();
    while (bucket.next()) {
      if (zeroIsDue && bucket.lower() >= 0) {
        zeroIsDue = false;
        zeroBucket(text, histogram);
      }
      bucket(
          text,
          bucket.lowerInclusive(),
          bucket.lower(),
          bucket.upper(),
          bucket.upperInclusive(),
          bucket.count());
    }
    if (zeroIsDue) {
      zeroBucket(text, histogram);
    }
    return text.append('}').toString();
  }

  private static void zeroBucket(StringBuilder text, FloatHistogram histogram) {
    double threshold = histogram.zeroThreshold();
    bucket(text, true, -threshold, threshold, true, histogram.zeroCount());
  }

  private static void bucket(
      StringBuilder text,
      boolean lowerInclusive,
      double lower,
      double upper,
      boolean upperInclusive,
      double count) {
    text.append(", ")
        .append(lowerInclusive ? '[' : '(')
        .append(FloatText.general(lower))
        .append(',')
        .append(FloatText.general(upper))
        .append(upperInclusive ? ']' : ')')
        .append(':')
        .append(FloatText.general(count));
  }
}
