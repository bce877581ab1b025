package io.tributary.sink.notify;

import io.tributary.sink.http.HttpPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is queued for one Alertmanager, in batches. A failed batch is dropped, not repeated:
 * the next resend makes up for it, with the state of then.
 */
final class AlertmanagerSender {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSender.class);
  private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

  private final String alertmanager;
  private final HttpPeer peer;
  private final SendQueue queue;
  private final int maxBatch;
  private final NotifierMetrics metrics;
  private final Thread thread;

  AlertmanagerSender(Alertmanager alertmanager, NotifierConfig config, NotifierMetrics metrics) {
    this.alertmanager = alertmanager.url().toString();
    this.peer = new HttpPeer(alertmanager.alertsUri(), alertmanager.access(), config.timeout());
    this.queue = new SendQueue(config.queueCapacity());
    this.maxBatch = config.maxBatch();
    this.metrics = metrics;
    this.thread = Thread.ofVirtual().name("notify " + this.alertmanager).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  String alertmanager() {
    return alertmanager;
  }

  int queueLength() {
    return queue.size();
  }

  void enqueue(List<Notification> notifications) {
    int dropped = queue.add(notifications);
    metrics.queued.labelValues(alertmanager).inc(notifications.size());
    if (dropped > 0) {
      metrics.dropped.labelValues(alertmanager, "queue_full").inc(dropped);
      LOG.warn(
          "the queue of Alertmanager {} is full: dropped its {} oldest alerts; is it reachable?",
          alertmanager,
          dropped);
    }
  }

  private void run() {
    try {
      for (List<Notification> batch = queue.take(maxBatch);
          !batch.isEmpty();
          batch = queue.take(maxBatch)) {
        send(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(List<Notification> batch) throws InterruptedException {
    byte[] body = NotificationJson.of(batch);
    long startNs = System.nanoTime();
    try {
      HttpPeer.Answer answer = peer.post(body, body.length, HEADERS);
      if (answer.ok()) {
        metrics.sent.labelValues(alertmanager).inc(batch.size());
      } else {
        failed(batch, answer.toString());
      }
    } catch (IOException e) {
      failed(batch, e.toString());
    } catch (InterruptedException e) {
      metrics.dropped.labelValues(alertmanager, "shutdown").inc(batch.size());
      throw e;
    } finally {
      metrics.latency.labelValues(alertmanager).observe((System.nanoTime() - startNs) / 1e9);
    }
  }

  private void failed(List<Notification> batch, String why) {
    metrics.errors.labelValues(alertmanager).inc(batch.size());
    metrics.dropped.labelValues(alertmanager, "send_failed").inc(batch.size());
    LOG.warn(
        "Alertmanager {} did not take {} alerts, they come again with the next resend: {}",
        alertmanager,
        batch.size(),
        why);
  }

  /** Takes no more, sends what is queued for at most this long, drops the rest. */
  void close(Duration drain) throws InterruptedException {
    queue.close();
    if (!thread.join(drain)) {
      int left = queue.discard();
      metrics.dropped.labelValues(alertmanager, "shutdown").inc(left);
      LOG.warn("gave up on {} alerts queued for Alertmanager {}", left, alertmanager);
      thread.interrupt();
      thread.join();
    }
    peer.close();
  }
}
