package io.tributary.gateway.ingest;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What the gateway counts. At rest, and but for samples whose fate is being decided at this moment:
 *
 * <pre>received = published + rejected + failed + in flight</pre>
 *
 * <p>Failed are those answered 503 or 429: the agent sends them again, and they are received again.
 */
final class IngestMetrics {
  final LongAdder received = new LongAdder();
  final LongAdder inFlight = new LongAdder();
  final Counter published;
  final Counter rejected;
  final Counter failed;
  final Counter droppedExemplars;
  final Counter newSeries;
  final Counter recordBytes;
  final Counter bodyBytes;
  final Counter rejectedRecords;

  IngestMetrics(PrometheusRegistry registry) {
    CounterWithCallback.builder()
        .name("tributary_gateway_received_samples_total")
        .help("Samples and native histograms in requests that could be read.")
        .callback(callback -> callback.call((double) received.sum()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tributary_gateway_samples_in_flight")
        .help("Samples handed to Kafka that it has not acknowledged yet.")
        .callback(callback -> callback.call((double) inFlight.sum()))
        .register(registry);
    published =
        counter(
            registry,
            "published_samples",
            "Samples and native histograms that Kafka has acknowledged.",
            "cluster");
    rejected =
        counter(registry, "rejected_samples", "Samples that can't be taken, by reason.", "reason");
    failed =
        counter(
            registry,
            "failed_samples",
            "Samples of requests that were answered 503 or 429, to be sent again.");
    droppedExemplars = counter(registry, "dropped_exemplars", "Exemplars that are not valid.");
    newSeries =
        counter(registry, "new_series", "Series that were not in the table of known series.");
    recordBytes = counter(registry, "record_bytes", "Bytes of records before compression.");
    bodyBytes = counter(registry, "body_bytes", "Bytes of request bodies as sent.");
    rejectedRecords =
        counter(
            registry,
            "rejected_records",
            "Records for the rejected topic, by what became of them.",
            "outcome");
  }

  private static Counter counter(
      PrometheusRegistry registry, String what, String help, String... labels) {
    return Counter.builder()
        .name("tributary_gateway_" + what + "_total")
        .help(help)
        .labelNames(labels)
        .register(registry);
  }

  /** The table of known series, and the bytes in flight. */
  void watch(PrometheusRegistry registry, SeriesTable table, InFlightBytes bytes) {
    gauge(registry, "known_series", "Series in the table.", table::size);
    gauge(registry, "known_series_bytes", "Rough size of that table.", table::bytes);
    gauge(registry, "in_flight_bytes", "Bytes of requests not yet answered.", bytes::taken);
    gauge(registry, "in_flight_limit_bytes", "How many there may be.", bytes::limit);
  }

  private static void gauge(
      PrometheusRegistry registry, String what, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name("tributary_gateway_" + what)
        .help(help)
        .callback(callback -> callback.call((double) value.getAsLong()))
        .register(registry);
  }

  /** The clusters' clocks and lags. */
  static void watch(PrometheusRegistry registry, Clusters clusters) {
    GaugeWithCallback.builder()
        .name("tributary_gateway_cluster_last_sample_timestamp_seconds")
        .help("Time of the newest sample of each cluster.")
        .labelNames("cluster")
        .callback(
            callback -> {
              for (Cluster cluster : clusters.all()) {
                // One of which nothing was taken yet has no newest sample.
                if (cluster.hasSent()) {
                  callback.call(cluster.snapshot().lastSampleMs() / 1000.0, cluster.name);
                }
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("tributary_gateway_cluster_clock_ahead_seconds")
        .help(
            "How far the newest sample of a cluster's last request, refused ones included, was"
                + " ahead of this machine's clock; above zero one of the two clocks is wrong.")
        .labelNames("cluster")
        .callback(
            callback -> {
              for (Cluster cluster : clusters.all()) {
                callback.call(cluster.snapshot().aheadMs() / 1000.0, cluster.name);
              }
            })
        .register(registry);
    CounterWithCallback.builder()
        .name("tributary_gateway_cluster_late_samples_total")
        .help("Samples that came after the watermark had passed them: too late for the rules.")
        .labelNames("cluster")
        .callback(
            callback -> {
              for (Cluster cluster : clusters.all()) {
                callback.call((double) cluster.late.sum(), cluster.name);
              }
            })
        .register(registry);
  }
}
