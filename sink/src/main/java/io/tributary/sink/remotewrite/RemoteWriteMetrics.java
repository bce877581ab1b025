package io.tributary.sink.remotewrite;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/**
 * What became of the samples. "Samples" are float samples and native histograms. For each
 * destination:
 *
 * <pre>
 *   read = sent + failed + filtered + abandoned + those under way
 * </pre>
 *
 * where abandoned ones belong to partitions that another instance took over, and are counted by it
 * again. Alert when {@code tributary_sink_lag_seconds} grows, or {@code
 * rate(tributary_sink_samples_failed_total[5m]) > 0}.
 */
public final class RemoteWriteMetrics {
  private static final String DESTINATION = "destination";
  private static final String REASON = "reason";

  private final PrometheusRegistry registry;
  final Counter read;
  final Counter sent;
  final Counter failed;
  final Counter filtered;
  final Counter abandoned;
  final Counter undecodable;
  final Counter rejectedUnpublished;
  final Counter retries;
  final Counter splits;
  final Counter bytes;
  final Histogram latency;
  final Gauge lastSuccess;

  /** Registers the metrics; once for all destinations. */
  public RemoteWriteMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    read = counter("samples_read", "Samples read from the topics.", DESTINATION);
    sent = counter("samples_sent", "Samples that the destination has written.", DESTINATION);
    failed =
        counter("samples_failed", "Samples that the destination refused.", DESTINATION, REASON);
    filtered =
        counter(
            "samples_filtered",
            "Samples left out by keep and drop, or because they are corrections.",
            DESTINATION);
    abandoned =
        counter(
            "samples_abandoned",
            "Samples left to the instance that took the partition over.",
            DESTINATION);
    undecodable =
        counter(
            "undecodable_records",
            "Records that could not be read, wholly or partly.",
            DESTINATION);
    rejectedUnpublished =
        counter(
            "rejected_unpublished",
            "Refused data that could not be written to the rejected topic.",
            DESTINATION);
    retries = counter("retries", "Requests that have to be sent again.", DESTINATION, REASON);
    splits =
        counter("batch_splits", "Refused requests that were sent again in halves.", DESTINATION);
    bytes = counter("bytes_sent", "Compressed bytes of requests that were taken.", DESTINATION);
    latency =
        Histogram.builder()
            .name("tributary_sink_request_seconds")
            .help("Time that the destination took to answer.")
            .labelNames(DESTINATION)
            .classicOnly()
            .classicUpperBounds(0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30)
            .register(registry);
    lastSuccess =
        Gauge.builder()
            .name("tributary_sink_last_success_timestamp_seconds")
            .help("When the destination last took data, in seconds since the epoch.")
            .labelNames(DESTINATION)
            .register(registry);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name("tributary_sink_" + name + "_total")
        .help(help)
        .labelNames(labels)
        .register(registry);
  }

  /** Shows how far behind the writers are; once for all. */
  public void watch(List<RemoteWriter> writers, InstantSource clock) {
    GaugeWithCallback.builder()
        .name("tributary_sink_lag_records")
        .help("Records of a partition that the destination does not have yet.")
        .labelNames(DESTINATION, "topic", "partition")
        .callback(
            callback -> {
              for (RemoteWriter writer : writers) {
                writer
                    .lag()
                    .forEach(
                        (partition, records) ->
                            callback.call(
                                records,
                                writer.name(),
                                partition.topic(),
                                Integer.toString(partition.partition())));
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("tributary_sink_lag_seconds")
        .help("Age of the oldest record that is under way to the destination; 0 where none is.")
        .labelNames(DESTINATION)
        .callback(
            callback -> {
              for (RemoteWriter writer : writers) {
                OptionalLong oldestMs = writer.oldestTimestampMs();
                double seconds =
                    oldestMs.isEmpty() ? 0 : (clock.millis() - oldestMs.getAsLong()) / 1e3;
                callback.call(seconds, writer.name());
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("tributary_sink_in_flight_bytes")
        .help("Bytes of records that are under way to the destination.")
        .labelNames(DESTINATION)
        .callback(
            callback ->
                writers.forEach(
                    writer -> callback.call((double) writer.inFlightBytes(), writer.name())))
        .register(registry);
  }
}
