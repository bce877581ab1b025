package io.tributary.sink.notify;

import io.tributary.schemas.labels.Labels;
import io.tributary.sink.relabel.RelabelRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How alerts are notified; the defaults are Prometheus's.
 *
 * @param alertmanagers each gets every alert
 * @param externalLabels added to alerts that lack them
 * @param alertRelabeling applied after the external labels; may drop alerts
 * @param externalUrl where people reach the query page; links in alerts start with it
 * @param resendDelay between two notifications of an unchanged alert
 * @param queueCapacity alerts waiting for one Alertmanager; the oldest are dropped past it
 * @param maxBatch alerts in one request
 * @param timeout of one request
 * @param drainTimeout how long a shutdown may take to send what is queued
 */
public record NotifierConfig(
    List<Alertmanager> alertmanagers,
    Labels externalLabels,
    List<RelabelRule> alertRelabeling,
    URI externalUrl,
    Duration resendDelay,
    int queueCapacity,
    int maxBatch,
    Duration timeout,
    Duration drainTimeout) {
  /** Notifies nobody. */
  public static NotifierConfig defaults() {
    return new NotifierConfig(
        List.of(),
        Labels.EMPTY,
        List.of(),
        URI.create("http://localhost:9090"),
        Duration.ofMinutes(1),
        10_000,
        256,
        Duration.ofSeconds(10),
        Duration.ofSeconds(15));
  }

  public NotifierConfig {
    alertmanagers = List.copyOf(alertmanagers);
    alertRelabeling = List.copyOf(alertRelabeling);
    if (queueCapacity < 1 || maxBatch < 1) {
      throw new IllegalArgumentException(
          "the notifier's queue capacity and batch must be at least 1: were "
              + queueCapacity
              + " and "
              + maxBatch);
    }
    if (!resendDelay.isPositive() || !timeout.isPositive()) {
      throw new IllegalArgumentException(
          "the notifier's resend delay and timeout must be positive: were "
              + resendDelay
              + " and "
              + timeout);
    }
  }

  /** The same, towards these Alertmanagers. */
  public NotifierConfig withAlertmanagers(List<Alertmanager> others) {
    return new NotifierConfig(
        others,
        externalLabels,
        alertRelabeling,
        externalUrl,
        resendDelay,
        queueCapacity,
        maxBatch,
        timeout,
        drainTimeout);
  }
}
