package io.tributary.sink.remotewrite;

import java.time.InstantSource;

/** The metrics of one destination. */
final class DestinationMetrics {
  private final RemoteWriteMetrics metrics;
  private final String destination;
  private final InstantSource clock;

  DestinationMetrics(RemoteWriteMetrics metrics, String destination, InstantSource clock) {
    this.metrics = metrics;
    this.destination = destination;
    this.clock = clock;
  }

  String destination() {
    return destination;
  }

  void read(long samples) {
    metrics.read.labelValues(destination).inc(samples);
  }

  void sent(EncodedBatch batch, long samples) {
    metrics.sent.labelValues(destination).inc(samples);
    metrics.bytes.labelValues(destination).inc(batch.body().length);
    metrics.lastSuccess.labelValues(destination).set(clock.millis() / 1e3);
  }

  void failed(String reason, long samples) {
    metrics.failed.labelValues(destination, reason).inc(samples);
  }

  void filtered(long samples) {
    metrics.filtered.labelValues(destination).inc(samples);
  }

  void abandoned(long samples) {
    metrics.abandoned.labelValues(destination).inc(samples);
  }

  void undecodable() {
    metrics.undecodable.labelValues(destination).inc();
  }

  void rejectedUnpublished() {
    metrics.rejectedUnpublished.labelValues(destination).inc();
  }

  void retry(String reason) {
    metrics.retries.labelValues(destination, reason).inc();
  }

  void split() {
    metrics.splits.labelValues(destination).inc();
  }

  void answeredIn(double seconds) {
    metrics.latency.labelValues(destination).observe(seconds);
  }
}
