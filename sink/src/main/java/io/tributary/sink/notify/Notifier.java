package io.tributary.sink.notify;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.topic.Topic;
import io.tributary.sink.consume.ConsumerLoop;
import io.tributary.sink.consume.ConsumerSettings;
import io.tributary.sink.consume.TopicCreation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Alertmanagers of the alerts' present state, as Prometheus does. It keeps no progress of its
 * own: at each start it reads the compacted alert topic to its end and sends the state of then, so
 * a notification may come twice, which Alertmanager does not mind.
 *
 * <p>Several notifiers send the same; Alertmanager takes alerts with the same labels for one.
 *
 * <p>Threading: one thread reads and decides, one virtual thread for each Alertmanager sends.
 */
public final class Notifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final NotifierConfig config;
  private final InstantSource clock;
  private final NotifierMetrics metrics;
  private final AlertBook book;
  private final AlertReader reader;
  private final NotificationMaker maker;
  private final List<AlertmanagerSender> senders = new ArrayList<>();
  private final ConsumerLoop loop;
  private volatile boolean caughtUp;

  Notifier(
      NotifierConfig config,
      PrometheusRegistry registry,
      InstantSource clock,
      Supplier<Consumer<byte[], byte[]>> consumers) {
    this.config = config;
    this.clock = clock;
    this.loop = new ConsumerLoop("notifier", consumers, this::follow);
    metrics = new NotifierMetrics(registry);
    book = new AlertBook(config.resendDelay());
    reader = new AlertReader(book, metrics);
    maker = new NotificationMaker(config);
    for (Alertmanager alertmanager : config.alertmanagers()) {
      senders.add(new AlertmanagerSender(alertmanager, config, metrics));
    }
    metrics.watch(senders, config.queueCapacity());
  }

  /** Starts to read and to send. */
  public static Notifier start(
      NotifierConfig config,
      Map<String, Object> kafka,
      PrometheusRegistry registry,
      InstantSource clock) {
    Notifier notifier =
        new Notifier(
            config,
            registry,
            clock,
            () -> {
              TopicCreation.createMissing(kafka);
              return ConsumerSettings.ungrouped(kafka, "tributary-notifier");
            });
    notifier.start();
    return notifier;
  }

  void start() {
    senders.forEach(AlertmanagerSender::start);
    loop.start();
  }

  /** Whether it has read the alert topic to the end and follows it. */
  public boolean ready() {
    return caughtUp && loop.error() == null;
  }

  /** Why it is not ready, or {@code ok}. */
  public String status() {
    String error = loop.error();
    if (error != null) {
      return error;
    }
    return caughtUp ? "ok" : "reading " + Topic.ALERTS.topicName() + " to its end";
  }

  private void follow(Consumer<byte[], byte[]> fresh) {
    List<TopicPartition> partitions =
        fresh.partitionsFor(Topic.ALERTS.topicName()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    fresh.assign(partitions);
    fresh.seekToBeginning(partitions);
    book.beginReading();
    caughtUp = false;
    Map<TopicPartition, Long> ends = fresh.endOffsets(partitions);
    while (!loop.stopping() && !reached(fresh, ends)) {
      poll(fresh);
    }
    if (loop.stopping()) {
      return;
    }
    book.endReading();
    caughtUp = true;
    LOG.info("read {} alerts from {}", book.size(), Topic.ALERTS.topicName());
    while (!loop.stopping()) {
      sendDue();
      poll(fresh);
    }
  }

  private static boolean reached(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void poll(Consumer<byte[], byte[]> fresh) {
    for (ConsumerRecord<byte[], byte[]> record : fresh.poll(POLL)) {
      reader.read(record);
    }
  }

  private void sendDue() {
    long nowMs = clock.millis();
    Collection<AlertRecord> due = book.due(nowMs);
    if (due.isEmpty()) {
      return;
    }
    List<Notification> notifications = new ArrayList<>(due.size());
    for (AlertRecord alert : due) {
      Notification notification = maker.make(alert, nowMs);
      if (notification == null) {
        metrics.relabelDropped.inc();
      } else {
        notifications.add(notification);
      }
    }
    senders.forEach(sender -> sender.enqueue(notifications));
  }

  /** Stops reading, then sends what is queued, as long as the drain timeout allows. */
  @Override
  public void close() {
    try {
      loop.stop(config.drainTimeout());
      for (AlertmanagerSender sender : senders) {
        sender.close(config.drainTimeout());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while stopping: queued alerts may not have been sent");
    }
  }
}
