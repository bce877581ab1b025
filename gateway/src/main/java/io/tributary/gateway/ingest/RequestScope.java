package io.tributary.gateway.ingest;

/**
 * What one worker knows about the request that it is decoding: the time, the records so far, what
 * was rejected. Reused; not thread-safe.
 */
final class RequestScope {
  final RecordSet records = new RecordSet();
  final Rejections rejections = new Rejections();
  final RejectedSeries rejectedSeries = new RejectedSeries();

  long nowMs;

  /** Samples after this are too far in the future. */
  long latestMs;

  int nowMinute;

  /** All samples and histograms of the request, valid or not. */
  long received;

  long samples;
  long histograms;
  long exemplars;
  long droppedExemplars;
  long newSeries;

  void start(long nowMs, long aheadMs) {
    this.nowMs = nowMs;
    latestMs = nowMs + aheadMs;
    nowMinute = (int) (nowMs / 60_000);
    received = 0;
    samples = 0;
    histograms = 0;
    exemplars = 0;
    droppedExemplars = 0;
    newSeries = 0;
    records.clear();
    rejections.clear();
    rejectedSeries.clear();
  }

  /** Samples and histograms that are in the records. */
  long accepted() {
    long accepted = 0;
    for (RecordBuilder builder : records.builders()) {
      accepted += builder.samples();
    }
    return accepted;
  }

  WriteStats stats() {
    return new WriteStats(samples, histograms, exemplars);
  }
}
