package io.tributary.sink.remotewrite;

import io.tributary.schemas.topic.Topic;
import io.tributary.sink.consume.ConsumerLoop;
import io.tributary.sink.consume.ConsumerSettings;
import io.tributary.sink.consume.RecordPump;
import io.tributary.sink.consume.TopicCreation;
import io.tributary.sink.http.HttpPeer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one destination supplied: reads the topics in a consumer group of its own, spreads series
 * over lanes, and commits what was delivered.
 *
 * <p>Threading: one thread polls and spreads; each lane is a virtual thread.
 */
public final class RemoteWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteWriter.class);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Destination destination;
  private final HttpPeer peer;
  private final List<Lane> lanes = new ArrayList<>();
  private final RecordPump pump;
  private final ConsumerLoop loop;

  RemoteWriter(
      Destination destination,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Producer<byte[], byte[]> producer,
      RemoteWriteMetrics allMetrics,
      InstantSource clock,
      Pause pause) {
    this.destination = destination;
    DestinationMetrics metrics = new DestinationMetrics(allMetrics, destination.name(), clock);
    Batching batching = destination.batching();
    peer = new HttpPeer(destination.url(), destination.access(), destination.timeout());
    ProtocolChoice protocol = new ProtocolChoice(destination);
    PartialWrites partialWrites = new PartialWrites();
    Receiver receiver = new Receiver(peer, protocol, metrics, clock);
    Rejections rejections = new Rejections(destination.name(), producer, metrics, pause);
    for (int i = 0; i < batching.lanes(); i++) {
      LaneQueue queue =
          new LaneQueue(batching.maxSamples(), batching.maxBytes(), batching.linger());
      Delivery delivery =
          new Delivery(
              receiver, protocol, partialWrites, rejections, metrics, destination.backoff(), pause);
      lanes.add(new Lane("sink " + destination.name() + " lane " + i, queue, delivery));
    }
    pump =
        new RecordPump(
            destination.topics().stream().map(Topic::topicName).toList(),
            new Dispatcher(destination, lanes, rejections, metrics),
            batching.maxInFlightBytes());
    loop = new ConsumerLoop("sink " + destination.name(), consumers, this::run);
  }

  /** Starts to read and to send. The producer for refused data stays the caller's. */
  public static RemoteWriter start(
      Destination destination,
      Map<String, Object> kafka,
      Producer<byte[], byte[]> producer,
      RemoteWriteMetrics metrics,
      InstantSource clock) {
    RemoteWriter writer =
        new RemoteWriter(
            destination,
            () -> {
              TopicCreation.createMissing(kafka);
              return ConsumerSettings.grouped(kafka, destination.group(), destination.group());
            },
            producer,
            metrics,
            clock,
            Thread::sleep);
    writer.start();
    return writer;
  }

  void start() {
    lanes.forEach(Lane::start);
    loop.start();
  }

  private void run(Consumer<byte[], byte[]> consumer) {
    LOG.info("destination {} gets {} at {}", destination.name(), destination.topics(), peer.uri());
    pump.run(consumer, loop);
  }

  /** The destination's name. */
  public String name() {
    return destination.name();
  }

  /** Whether it reads from Kafka. A destination that is down does not make it unready. */
  public boolean ready() {
    return loop.error() == null;
  }

  /** Why it is not ready, or {@code ok}. */
  public String status() {
    String error = loop.error();
    return error == null ? "ok" : error;
  }

  Map<TopicPartition, Long> lag() {
    return pump.lag();
  }

  OptionalLong oldestTimestampMs() {
    return pump.oldestTimestampMs();
  }

  long inFlightBytes() {
    return pump.inFlightBytes();
  }

  /** Stops reading, delivers what is under way for some seconds, commits what was delivered. */
  @Override
  public void close() {
    try {
      loop.stop(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while stopping destination {}", destination.name());
    }
    peer.close();
  }
}
