package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import io.tributary.schemas.sample.FloatText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** All classic histograms of one metric whose counts had to be raised, in one note. */
final class MonotonicityFixes {
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

  private final String metricName;
  private Position position;
  private long count;
  private long firstMs = Long.MAX_VALUE;
  private long lastMs = Long.MIN_VALUE;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;
  private double largest;

  MonotonicityFixes(String metricName, Position position) {
    this.metricName = metricName;
    this.position = position;
  }

  void add(ClassicHistogram fixed, long atMs, Position at) {
    count++;
    firstMs = Math.min(firstMs, atMs);
    lastMs = Math.max(lastMs, atMs);
    lowest = Math.min(lowest, fixed.lowestFixed());
    highest = Math.max(highest, fixed.highestFixed());
    largest = Math.max(largest, fixed.largestFix());
    if (at.start() < position.start()) {
      position = at;
    }
  }

  Position position() {
    return position;
  }

  Note note() {
    double difference =
        Double.isFinite(largest)
            ? new BigDecimal(largest).round(TWO_DIGITS).doubleValue()
            : largest;
    return Note.forcedMonotonicity(
        metricName,
        "from buckets "
            + FloatText.general(lowest)
            + " to "
            + FloatText.general(highest)
            + ", with a max diff of "
            + twoDigits(difference)
            + ", over "
            + count
            + " samples from "
            + time(firstMs)
            + " to "
            + time(lastMs));
  }

  /** C's {@code %.2g}: an exponent from 100 on. */
  private static String twoDigits(double value) {
    if (!Double.isFinite(value) || (Math.abs(value) < 100 && Math.abs(value) >= 1e-4)) {
      return FloatText.general(value);
    }
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
    String mantissa =
        FloatText.general(
            BigDecimal.valueOf(value).movePointLeft(exponent).round(TWO_DIGITS).doubleValue());
    int size = Math.abs(exponent);
    return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
