package io.tributary.sink;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.sink.notify.Notifier;
import io.tributary.sink.remotewrite.Destination;
import io.tributary.sink.remotewrite.RemoteWriteMetrics;
import io.tributary.sink.remotewrite.RemoteWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline's end: writes series to remote-write receivers and tells Alertmanagers of alerts.
 * Each destination goes at its own pace; one that is down holds nobody else up.
 */
public final class Sink implements AutoCloseable {
  private static final int MAX_REJECTED_BYTES = 16 << 20;
  private static final Duration CLOSE_PRODUCER = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> rejected;
  private final List<RemoteWriter> writers;
  private final @Nullable Notifier notifier;

  private Sink(
      Producer<byte[], byte[]> rejected, List<RemoteWriter> writers, @Nullable Notifier notifier) {
    this.rejected = rejected;
    this.writers = writers;
    this.notifier = notifier;
  }

  /** Starts all that the configuration names. Neither Kafka nor a receiver has to be up yet. */
  public static Sink start(SinkConfig config, PrometheusRegistry registry, InstantSource clock) {
    Producer<byte[], byte[]> rejected = producer(config.kafka());
    RemoteWriteMetrics metrics = new RemoteWriteMetrics(registry);
    List<RemoteWriter> writers = new ArrayList<>();
    for (Destination destination : config.destinations()) {
      writers.add(RemoteWriter.start(destination, config.kafka(), rejected, metrics, clock));
    }
    metrics.watch(List.copyOf(writers), clock);
    Notifier notifier = null;
    if (!config.notifier().alertmanagers().isEmpty()) {
      notifier = Notifier.start(config.notifier(), config.kafka(), registry, clock);
    }
    return new Sink(rejected, writers, notifier);
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tributary-sink-rejected");
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REJECTED_BYTES);
    return new KafkaProducer<>(settings);
  }

  /** Whether every part reads from Kafka. Receivers that are down do not count. */
  public boolean ready() {
    return writers.stream().allMatch(RemoteWriter::ready) && (notifier == null || notifier.ready());
  }

  /** Why it is not ready, or {@code ok}. */
  public String status() {
    for (RemoteWriter writer : writers) {
      if (!writer.ready()) {
        return writer.status();
      }
    }
    return notifier == null ? "ok" : notifier.status();
  }

  /** Stops all at once, each delivering for some seconds what it has under way. */
  @Override
  public void close() {
    List<Thread> closers = new ArrayList<>();
    for (RemoteWriter writer : writers) {
      closers.add(Thread.ofVirtual().start(writer::close));
    }
    if (notifier != null) {
      closers.add(Thread.ofVirtual().start(notifier::close));
    }
    try {
      for (Thread closer : closers) {
        closer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    rejected.close(CLOSE_PRODUCER);
  }
}
