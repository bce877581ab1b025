package io.tributary.sink.notify;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;

/**
 * What became of the notifications. For each Alertmanager:
 *
 * <pre>
 *   queued = sent + dropped (queue_full + send_failed + shutdown) + queue_length + those in the request under way
 *   errors = dropped with reason send_failed
 * </pre>
 *
 * Alert when {@code rate(tributary_notifications_errors_total[5m]) > 0} for an Alertmanager: it
 * hears of alerts late or not at all.
 */
final class NotifierMetrics {
  private static final String ALERTMANAGER = "alertmanager";

  private final PrometheusRegistry registry;
  final Counter queued;
  final Counter sent;
  final Counter errors;
  final Counter dropped;
  final Counter relabelDropped;
  final Counter undecodable;
  final Histogram latency;

  NotifierMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    queued =
        Counter.builder()
            .name("tributary_notifications_queued_total")
            .help("Alerts put into the queue of an Alertmanager.")
            .labelNames(ALERTMANAGER)
            .register(registry);
    sent =
        Counter.builder()
            .name("tributary_notifications_sent_total")
            .help("Alerts that an Alertmanager has taken.")
            .labelNames(ALERTMANAGER)
            .register(registry);
    errors =
        Counter.builder()
            .name("tributary_notifications_errors_total")
            .help("Alerts in requests that an Alertmanager refused or did not answer.")
            .labelNames(ALERTMANAGER)
            .register(registry);
    dropped =
        Counter.builder()
            .name("tributary_notifications_dropped_total")
            .help("Alerts that an Alertmanager was not told of; they come again with the resend.")
            .labelNames(ALERTMANAGER, "reason")
            .register(registry);
    relabelDropped =
        Counter.builder()
            .name("tributary_notifications_relabel_dropped_total")
            .help("Alerts that alert relabelling dropped.")
            .register(registry);
    undecodable =
        Counter.builder()
            .name("tributary_notifier_undecodable_records_total")
            .help("Records of the alert topic that could not be read and were passed over.")
            .register(registry);
    latency =
        Histogram.builder()
            .name("tributary_notifications_latency_seconds")
            .help("Time that an Alertmanager took to answer.")
            .labelNames(ALERTMANAGER)
            .classicOnly()
            .classicUpperBounds(0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10)
            .register(registry);
  }

  /** Shows the queues' lengths. */
  void watch(Collection<AlertmanagerSender> senders, int capacity) {
    GaugeWithCallback.builder()
        .name("tributary_notifications_queue_length")
        .help("Alerts waiting to be sent.")
        .labelNames(ALERTMANAGER)
        .callback(
            callback ->
                senders.forEach(
                    sender -> callback.call(sender.queueLength(), sender.alertmanager())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tributary_notifications_queue_capacity")
        .help("Alerts that may wait for one Alertmanager before the oldest are dropped.")
        .callback(callback -> callback.call(capacity))
        .register(registry);
  }
}
