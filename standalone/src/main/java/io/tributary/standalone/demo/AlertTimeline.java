package io.tributary.standalone.demo;

import io.tributary.schemas.topic.Topic;
import io.tributary.standalone.tail.RecordLines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the topic of alert transitions, as anyone may. Threading: a thread of its own, which
 * calls the listener.
 */
final class AlertTimeline implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;

  private AlertTimeline(Map<String, Object> kafka, Consumer<String> listener) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    thread = Thread.ofPlatform().name("demo-timeline").unstarted(() -> follow(listener));
  }

  static AlertTimeline start(Map<String, Object> kafka, Consumer<String> listener) {
    AlertTimeline timeline = new AlertTimeline(kafka, listener);
    timeline.thread.start();
    return timeline;
  }

  private void follow(Consumer<String> listener) {
    String topic = Topic.TRANSITIONS.topicName();
    RecordLines lines = new RecordLines();
    try (consumer) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      while (true) {
        for (var consumed : consumer.poll(Duration.ofSeconds(1))) {
          lines
              .of(Topic.TRANSITIONS, consumed)
              .forEach(line -> listener.accept(ShortTransition.of(line)));
        }
      }
    } catch (WakeupException e) {
      // close() asked for it.
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
