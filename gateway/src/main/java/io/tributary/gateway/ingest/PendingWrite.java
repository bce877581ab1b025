package io.tributary.gateway.ingest;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request whose records Kafka has not acknowledged yet. It is answered once, when the last record
 * is decided. Thread-safe after {@link #start}.
 */
final class PendingWrite {
  static final int RETRY_AFTER_SECONDS = 5;

  private final WriteOutcome whenDurable;
  private final IngestMetrics metrics;
  private final InFlightBytes inFlightBytes;
  private final Consumer<WriteOutcome> outcome;
  private final long bytes;
  private final long samples;

  /** One more than the records, so that the answer waits until all have been handed over. */
  private final AtomicInteger undecided;

  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  PendingWrite(
      RequestScope scope,
      List<FinishedRecord> records,
      IngestMetrics metrics,
      InFlightBytes inFlightBytes,
      Consumer<WriteOutcome> outcome) {
    this.metrics = metrics;
    this.inFlightBytes = inFlightBytes;
    this.outcome = outcome;
    this.whenDurable =
        scope.rejections.isEmpty()
            ? new WriteOutcome.Written(scope.stats())
            : new WriteOutcome.PartlyInvalid(scope.stats(), scope.rejections.message());
    long sumBytes = 0;
    long sumSamples = 0;
    for (FinishedRecord record : records) {
      sumBytes += record.value().length;
      sumSamples += record.samples();
    }
    this.bytes = sumBytes;
    this.samples = sumSamples;
    this.undecided = new AtomicInteger(records.size() + 1);
  }

  /** The bytes of all its records. */
  long bytes() {
    return bytes;
  }

  /** Answers that nothing could be published. */
  void refuse(String why) {
    metrics.failed.inc(samples);
    outcome.accept(new WriteOutcome.Unavailable(why, RETRY_AFTER_SECONDS));
  }

  /** Its records are about to be published, and their bytes have been taken. */
  void start() {
    metrics.inFlight.add(samples);
    metrics.recordBytes.inc(bytes);
  }

  /** All records have been handed over. */
  void handedOver() {
    decided();
  }

  /** One record is durable, or failed. */
  void acknowledge(FinishedRecord record, @Nullable Exception problem) {
    inFlightBytes.giveBack(record.value().length);
    metrics.inFlight.add(-record.samples());
    if (problem == null) {
      metrics.published.labelValues(record.cluster().name).inc(record.samples());
      record.cluster().published.add(record.samples());
    } else {
      metrics.failed.inc(record.samples());
      failure.compareAndSet(null, problem);
    }
    decided();
  }

  private void decided() {
    if (undecided.decrementAndGet() > 0) {
      return;
    }
    Exception problem = failure.get();
    outcome.accept(
        problem == null
            ? whenDurable
            : new WriteOutcome.Unavailable(
                "Kafka has not acknowledged all of it: " + problem.getMessage() + "\n",
                RETRY_AFTER_SECONDS));
  }
}
