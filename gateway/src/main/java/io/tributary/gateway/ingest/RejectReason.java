package io.tributary.gateway.ingest;

import java.util.Locale;

/** Why a series or a sample is not taken: the {@code reason} of metrics and headers. */
enum RejectReason {
  MISSING_METRIC_NAME,
  EMPTY_LABEL_NAME,
  DUPLICATE_LABEL,
  INVALID_UTF8,
  LABEL_NAME_TOO_LONG,
  LABEL_VALUE_TOO_LONG,
  TOO_MANY_LABELS,
  MISSING_CLUSTER,
  TOO_MANY_CLUSTERS,
  INVALID_REFERENCES,
  NO_SAMPLES,
  SAMPLES_AND_HISTOGRAMS,
  TOO_FAR_IN_FUTURE,
  DUPLICATE_TIMESTAMP,
  INVALID_HISTOGRAM,
  INVALID_EXEMPLAR,
  TOO_LARGE,
  MALFORMED,
  OVER_QUOTA;

  /** As metrics and headers spell it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
