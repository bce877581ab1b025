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
    BucketCursor bucket = histogram.ascending();
    while (bucket.next()) {
      text.append(", ")
          .append(bucket.lowerInclusive() ? '[' : '(')
          .append(FloatText.general(bucket.lower()))
          .append(',')
          .append(FloatText.general(bucket.upper()))
          .append(bucket.upperInclusive() ? ']' : ')')
          .append(':')
          .append(FloatText.general(bucket.count()));
    }
    return text.append('}').toString();
  }
}
