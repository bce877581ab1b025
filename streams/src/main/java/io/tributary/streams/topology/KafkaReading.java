package io.tributary.streams.topology;

import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import io.tributary.streams.window.RecordFilter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of {@link KafkaHistory}: the samples of the partitions, and then what was recorded of
 * the clusters that were seen among them. Its thread fills a bounded queue, the task's empties it;
 * where Kafka can't be read it begins again.
 */
final class KafkaReading implements History.Reading {
  private static final Logger log = LoggerFactory.getLogger(KafkaReading.class);

  private static final int QUEUED_RECORDS = 32;
  private static final int REMEMBERED_SERIES = 1 << 18;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final History.Wanted wanted;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final BlockingQueue<History.Entry> queue = new ArrayBlockingQueue<>(QUEUED_RECORDS);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** The clusters of the partitions read. */
  private final Set<ByteBuffer> clusters = new HashSet<>();

  private volatile boolean read;
  private volatile double progress;

  private KafkaReading(History.Wanted wanted, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.wanted = wanted;
    this.consumers = consumers;
    this.thread = Thread.ofPlatform().name("rule-history").daemon(true).unstarted(this::run);
  }

  static KafkaReading start(History.Wanted wanted, Supplier<Consumer<byte[], byte[]>> consumers) {
    KafkaReading reading = new KafkaReading(wanted, consumers);
    reading.thread.start();
    return reading;
  }

  @Override
  public History.@Nullable Entry poll() {
    return queue.poll();
  }

  @Override
  public boolean finished() {
    // In this order: what was read before is in the queue by then.
    return read && queue.isEmpty();
  }

  @Override
  public double progress() {
    return progress;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }

  private void run() {
    try {
      while (!readAll()) {
        if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      read = true;
    } catch (InterruptedException | InterruptException e) {
      log.debug("reading back the log was given up: {}", wanted, e);
    }
  }

  private boolean readAll() throws InterruptedException {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      Map<TopicPartition, Long> samples = new HashMap<>();
      wanted
          .untilOffsets()
          .forEach(
              (partition, until) ->
                  samples.put(new TopicPartition(Topic.SAMPLES.topicName(), partition), until));
      read(consumer, samples);
      List<TopicPartition> recorded = LogPositions.partitions(consumer, Topic.RECORDED);
      read(consumer, new HashMap<>(consumer.endOffsets(recorded)));
      return true;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      log.warn("the log can't be read back for new rules; trying again in {}", RETRY, e);
      return false;
    }
  }

  /** Reads until these offsets, exclusive. */
  private void read(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> until)
      throws InterruptedException {
    List<TopicPartition> all = new ArrayList<>(until.keySet());
    Map<TopicPartition, Long> begins = LogPositions.begins(consumer, all, wanted.fromMs());
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    Set<TopicPartition> left = new HashSet<>();
    long total = 0;
    for (TopicPartition partition : all) {
      // An end that is yet to come would never be reached by a position.
      until.merge(partition, ends.getOrDefault(partition, 0L), Math::min);
      long records = until.getOrDefault(partition, 0L) - begins.getOrDefault(partition, 0L);
      if (records > 0) {
        left.add(partition);
        total += records;
      }
    }
    consumer.assign(left);
    left.forEach(partition -> consumer.seek(partition, begins.getOrDefault(partition, 0L)));
    RecordFilter filter = new RecordFilter(wanted.series(), REMEMBERED_SERIES);
    while (!left.isEmpty() && closed.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < until.getOrDefault(partition, 0L)) {
          take(record, filter);
        }
      }
      long behind = 0;
      for (TopicPartition partition : List.copyOf(left)) {
        long rest = until.getOrDefault(partition, 0L) - consumer.position(partition);
        behind += Math.max(0, rest);
        if (rest <= 0) {
          left.remove(partition);
          consumer.pause(List.of(partition));
        }
      }
      progress = total == 0 ? 1 : (total - behind) / (double) total;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record, RecordFilter filter)
      throws InterruptedException {
    byte[] value = record.value();
    if (value == null || SampleRecordReader.isTick(value)) {
      return;
    }
    ByteBuffer cluster = ByteBuffer.wrap(record.key() == null ? new byte[0] : record.key());
    if (record.topic().equals(Topic.SAMPLES.topicName())) {
      clusters.add(cluster);
    } else if (!wanted.allRecorded() && !clusters.contains(cluster)) {
      return;
    }
    try {
      byte[] selected = filter.filter(value);
      if (selected != null) {
        boolean correction = record.headers().lastHeader(RecordedTopic.CORRECTION) != null;
        queue.put(new History.Entry(selected, correction));
      }
    } catch (WireFormatException e) {
      log.debug("passed over a record of {} that can't be read", record.topic(), e);
    }
  }
}
