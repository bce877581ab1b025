package io.tributary.streams.eval;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.window.Subscription;
import java.util.List;
import java.util.Map;

/**
 * How what partitions work out for the merger is written as series: the labels of the result, and
 * these.
 *
 * <pre>
 *   __tributary_partial__     which expression it is a result of; failed-... where that failed
 *   __tributary_partition__   where it was worked out, if results of several are to be put together
 *   __tributary_error__       why it failed
 * </pre>
 */
final class PartialSeries {
  static final String PARTIAL = Subscription.RESERVED_LABEL;
  static final String PARTITION = "__tributary_partition__";
  static final String ERROR = "__tributary_error__";

  private static final String FAILED = "failed-";

  private PartialSeries() {}

  /** The name of an expression that is worked out at such instants. */
  static String id(String expr, long intervalMs, long offsetMs) {
    Fingerprint fingerprint =
        Fingerprint.of(
            Labels.of(
                Map.of(
                    "expr", expr,
                    "interval", Long.toString(intervalMs),
                    "offset", Long.toString(offsetMs))));
    return "%016x".formatted(fingerprint.high());
  }

  /** PromQL for the results of an expression at the instant of evaluation, and no other. */
  static String at(String id) {
    return "last_over_time({" + PARTIAL + "=\"" + id + "\"}[1ms])";
  }

  /** PromQL for the failures of expressions at the instant of evaluation. */
  static String failuresAt(List<String> ids) {
    return "last_over_time({"
        + PARTIAL
        + "=~\""
        + FAILED
        + String.join("|" + FAILED, ids)
        + "\"}[1ms])";
  }

  static Labels failure(String id, int partition, String error) {
    return Labels.of(
        Map.of(PARTIAL, FAILED + id, PARTITION, Integer.toString(partition), ERROR, error));
  }

  /** Whether it is for such series, which have no history in the log. */
  static boolean isFor(Subscription subscription) {
    return subscription.reserved();
  }
}
