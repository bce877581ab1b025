package io.tributary.promql.kernel;

import io.tributary.schemas.sample.FloatText;

/**
 * Something that the author of a query should know, before it is tied to a place in the query. The
 * texts are Prometheus' own, to the letter: people search for them.
 *
 * @param warning whether it is a warning rather than an info
 */
public record Note(boolean warning, String text) {
  private static Note warn(String text) {
    return new Note(true, text);
  }

  private static Note info(String text) {
    return new Note(false, text);
  }

  private static String forName(String metricName) {
    return metricName.isEmpty() ? "" : " for metric name " + quote(metricName);
  }

  private static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static String number(double value) {
    return FloatText.general(value);
  }

  /** A quantile outside of 0 to 1. */
  public static Note invalidQuantile(double quantile) {
    return warn("quantile value should be between 0 and 1, got " + number(quantile));
  }

  /** A ratio outside of -1 to 1, and what it is taken for. */
  public static Note invalidRatio(double ratio, double cappedTo) {
    return warn(
        "ratio value should be between -1 and 1, got "
            + number(ratio)
            + ", capping to "
            + number(cappedTo));
  }

  /** A range with floats and histograms, where one kind only makes sense. */
  public static Note mixedFloatsHistograms(String metricName) {
    return warn("encountered a mix of histograms and floats for metric name " + quote(metricName));
  }

  /** A group with floats and histograms. */
  public static Note mixedFloatsHistogramsInAggregation() {
    return warn("encountered a mix of histograms and floats for aggregation");
  }

  /** Classic and native histograms of the same labels. */
  public static Note mixedClassicNative(String metricName) {
    return warn("vector contains a mix of classic and native histograms" + forName(metricName));
  }

  /** A gauge histogram where a counter is wanted. */
  public static Note notCounter(String metricName) {
    return warn("this native histogram metric is not a counter: " + quote(metricName));
  }

  /** A counter histogram where a gauge is wanted. */
  public static Note notGauge(String metricName) {
    return warn("this native histogram metric is not a gauge: " + quote(metricName));
  }

  /** Exponential buckets and custom ones. */
  public static Note mixedExponentialCustom(String metricName) {
    return warn(
        "vector contains a mix of histograms with exponential and custom buckets schemas for"
            + " metric name "
            + quote(metricName));
  }

  /** Histograms that an operator cannot combine. */
  public static Note incompatibleBuckets(String operator) {
    return warn("incompatible bucket layout encountered for binary operator " + operator);
  }

  /**
   * Histograms of which some say "reset" and some "not reset".
   *
   * @param operation addition, subtraction or aggregation
   */
  public static Note counterResetCollision(String operation) {
    return warn("conflicting counter resets during histogram " + operation);
  }

  /**
   * Custom buckets of different bounds.
   *
   * @param operation addition, subtraction or aggregation
   */
  public static Note mismatchedCustomBuckets(String operation) {
    return info("mismatched custom buckets were reconciled during " + operation);
  }

  /** A bucket without an upper bound that can be read. */
  public static Note badBucketLabel(String metricName, String value) {
    return warn(
        "bucket label \"le\" is missing or has a malformed value of "
            + quote(value)
            + forName(metricName));
  }

  /** A sample whose counter started before the sample before it, but not when that one did. */
  public static Note startTimeOverlap(String metricName) {
    return warn(
        "sample has start time that overlaps with previous sample timestamp for metric "
            + quote(metricName));
  }

  /** A sort in a range query. */
  public static Note sortInRangeQuery() {
    return warn("sort is ineffective for range queries since results are always ordered by labels");
  }

  /** A rate of what is not called like a counter. */
  public static Note possibleNonCounter(String metricName) {
    return info(
        "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            + quote(metricName));
  }

  /** A rate of what is not typed as a counter. */
  public static Note possibleNonCounterType(String metricName, String type) {
    return info(
        "metric might not be a counter, __type__ label is not set to \"counter\" or"
            + " \"histogram\", got "
            + quote(type)
            + ": "
            + quote(metricName));
  }

  /** An operator that floats and histograms do not have. */
  public static Note incompatibleTypes(String left, String operator, String right) {
    return info(
        "incompatible sample types encountered for binary operator "
            + quote(operator)
            + ": "
            + left
            + " "
            + operator
            + " "
            + right);
  }

  /** An aggregation that takes floats only. */
  public static Note histogramIgnoredInAggregation(String aggregation) {
    return info("ignored histogram in " + aggregation + " aggregation");
  }

  /** A range function that takes floats only. */
  public static Note histogramIgnoredInRange(String metricName) {
    return info(
        "ignored histograms in a range containing both floats and histograms for metric name "
            + quote(metricName));
  }

  /** Counts of a classic histogram's buckets that had to be raised. */
  static Note forcedMonotonicity(String metricName, String details) {
    return info(
        "input to histogram_quantile needed to be fixed for monotonicity (see"
            + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
            + forName(metricName)
            + ", "
            + details);
  }

  /** Observations that are no numbers make the quantile one too. */
  public static Note quantileIsNan(String metricName) {
    return info(
        "input to histogram_quantile has NaN observations, result is NaN" + forName(metricName));
  }

  /** Observations that are no numbers count as the greatest. */
  public static Note quantileIsSkewed(String metricName) {
    return info(
        "input to histogram_quantile has NaN observations, result is skewed higher"
            + forName(metricName));
  }

  /** Observations that are no numbers are in no fraction. */
  public static Note fractionHasNan(String metricName) {
    return info(
        "input to histogram_fraction has NaN observations, which are excluded from all fractions"
            + forName(metricName));
  }
}
