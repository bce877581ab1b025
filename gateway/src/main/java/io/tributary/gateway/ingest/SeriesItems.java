package io.tributary.gateway.ingest;

import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.HistogramReader;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.remotewrite.WireFormatException;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the samples and histograms of one valid series into its record, and rejects those that no
 * reader could use. The same for both protocol versions. Not thread-safe.
 */
final class SeriesItems {
  /** A histogram of tens of thousands of buckets; more would not fit into a record. */
  private static final int MAX_HISTOGRAM_BYTES = 256 << 10;

  private final RequestScope scope;
  private final HistogramReader histogramReader = new HistogramReader();
  private @Nullable RejectReason fault;
  private String detail = "";

  SeriesItems(RequestScope scope) {
    this.scope = scope;
  }

  /** Why the first of those that were rejected of the series was; null where none was. */
  @Nullable RejectReason fault() {
    return fault;
  }

  /** The same with its numbers, for people. */
  String detail() {
    return detail;
  }

  /** Takes the float samples, which come first; returns how many were rejected. */
  long takeSamples(RecordBuilder record, SampleColumns samples) {
    fault = null;
    final int size = samples.size();
    for (int i = 1; i < size; i++) {
      if (samples.timestampMs(i) <= samples.timestampMs(i - 1)) {
        return takeUnordered(record, samples);
      }
    }
    long rejected = 0;
    for (int i = 0; i < size; i++) {
      rejected += takeSample(record, samples, i);
    }
    return rejected;
  }

  private long takeSample(RecordBuilder record, SampleColumns samples, int i) {
    long timestampMs = samples.timestampMs(i);
    if (timestampMs > scope.latestMs) {
      rejectFuture(record, timestampMs);
      return 1;
    }
    record.sample(timestampMs, samples.valueBits(i), samples.startTimestampMs(i), scope.nowMs);
    scope.samples++;
    return 0;
  }

  /** Sorts, so that what is counted as written can be read; of two at one time the first stays. */
  private long takeUnordered(RecordBuilder record, SampleColumns samples) {
    Integer[] order = new Integer[samples.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(samples::timestampMs));
    long rejected = 0;
    int kept = -1;
    for (int i : order) {
      if (kept >= 0 && samples.timestampMs(i) == samples.timestampMs(kept)) {
        if (samples.valueBits(i) == samples.valueBits(kept)) {
          scope.samples++;
          continue;
        }
        rejected++;
        reject(
            record,
            RejectReason.DUPLICATE_TIMESTAMP,
            "two values at " + samples.timestampMs(i) + " ms");
        continue;
      }
      kept = i;
      rejected += takeSample(record, samples, i);
    }
    return rejected;
  }

  /** Takes the native histograms; returns how many were rejected. */
  long takeHistograms(RecordBuilder record, byte[] bytes, ByteRanges histograms) {
    long rejected = 0;
    for (int i = 0; i < histograms.size(); i++) {
      int from = histograms.start(i);
      int to = histograms.end(i);
      if (to - from > MAX_HISTOGRAM_BYTES) {
        rejected++;
        reject(
            record,
            RejectReason.TOO_LARGE,
            "a histogram of " + (to - from) + " bytes, the limit is " + MAX_HISTOGRAM_BYTES);
        continue;
      }
      try {
        histogramReader.read(bytes, from, to);
      } catch (WireFormatException e) {
        rejected++;
        reject(record, RejectReason.INVALID_HISTOGRAM, String.valueOf(e.getMessage()));
        continue;
      }
      if (histogramReader.timestampMs() > scope.latestMs) {
        rejected++;
        rejectFuture(record, histogramReader.timestampMs());
        continue;
      }
      record.histogram(bytes, from, to, histogramReader.timestampMs(), scope.nowMs);
      scope.histograms++;
    }
    return rejected;
  }

  private void rejectFuture(RecordBuilder record, long timestampMs) {
    long aheadMs = timestampMs - scope.nowMs;
    record.cluster().ahead(aheadMs);
    reject(
        record,
        RejectReason.TOO_FAR_IN_FUTURE,
        "a sample " + aheadMs / 1000 + " s in the future: check the clock");
  }

  private void reject(RecordBuilder record, RejectReason reason, String why) {
    if (fault == null) {
      fault = reason;
      detail = why;
    }
    scope.rejections.add(reason, 1, why, scope.rejections.wantsWords() ? record.describe() : "");
  }
}
