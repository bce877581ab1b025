package io.tributary.streams.unittest;

import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test: series, and what rules make of them. Its time begins at the Unix epoch.
 *
 * @param name empty where the file gives none
 * @param interval between the samples of a series
 * @param externalLabels what templates know as {@code $externalLabels}
 */
public record RuleTestCase(
    String name,
    Duration interval,
    List<SeriesDescription> series,
    List<AlertCheck> alertChecks,
    List<QueryCheck> queryChecks,
    Labels externalLabels,
    String externalUrl) {
  /** Copies the lists. */
  public RuleTestCase {
    series = List.copyOf(series);
    alertChecks = List.copyOf(alertChecks);
    queryChecks = List.copyOf(queryChecks);
  }

  /** The last time that anything is checked at. */
  long untilMs() {
    long until = 0;
    for (AlertCheck check : alertChecks) {
      until = Math.max(until, check.atMs());
    }
    for (QueryCheck check : queryChecks) {
      until = Math.max(until, check.atMs());
    }
    return until;
  }

  /** Which alerts of a name fire after the last evaluation until {@code atMs}. */
  public record AlertCheck(long atMs, String alert, List<FiringAlert> expected) {}

  /**
   * An alert that fires.
   *
   * @param labels with {@code alertname}
   */
  public record FiringAlert(Labels labels, Map<String, String> annotations) {
    @Override
    public String toString() {
      return annotations.isEmpty() ? labels.toString() : labels + " annotations " + annotations;
    }
  }

  /** What an expression gives at a time, over samples and what rules have recorded. */
  public record QueryCheck(long atMs, String expr, List<ExpectedSample> expected) {}

  /**
   * One sample of a result.
   *
   * @param histogram null where it is a float
   */
  public record ExpectedSample(Labels labels, double value, @Nullable FloatHistogram histogram) {
    @Override
    public String toString() {
      return labels + " " + (histogram == null ? String.valueOf(value) : histogram.toString());
    }
  }
}
