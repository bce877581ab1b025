package io.tributary.gateway.ingest;

import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.HistogramReader;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.remotewrite.WireFormatException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Takes the samples and histograms of one valid series into its record, and rejects those that no
 * reader could use. The same for both protocol versions. Not thread-safe.
 */
final class SeriesItems {
  /** A histogram of tens of thousands of buckets; more would not fit into a record. */
  private static final int MAX_HISTOGRAM_BYTES = 256 << 10;

  private final RequestScope scope;
  private final HistogramReader histogramReader = new HistogramReader();

  SeriesItems(RequestScope scope) {
    this.scope = scope;
  }

  /** Takes the float samples; returns how many were rejected. */
  long takeSamples(RecordBuilder record, SampleColumns samples) {
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
        scope.rejections.add(
            RejectReason.DUPLICATE_TIMESTAMP,
            1,
            "two values at " + samples.timestampMs(i) + " ms",
            describe(record));
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
        scope.rejections.add(
            RejectReason.TOO_LARGE,
            1,
            "a histogram of " + (to - from) + " bytes, the limit is " + MAX_HISTOGRAM_BYTES,
            describe(record));
        continue;
      }
      try {
        histogramReader.read(bytes, from, to);
      } catch (WireFormatException e) {
        rejected++;
        scope.rejections.add(
            RejectReason.INVALID_HISTOGRAM, 1, String.valueOf(e.getMessage()), describe(record));
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
    scope.rejections.add(
        RejectReason.TOO_FAR_IN_FUTURE,
        1,
        "a sample " + (timestampMs - scope.nowMs) / 1000 + " s in the future: check the clock",
        describe(record));
  }

  private String describe(RecordBuilder record) {
    return scope.rejections.wantsWords() ? record.describe() : "";
  }
}
