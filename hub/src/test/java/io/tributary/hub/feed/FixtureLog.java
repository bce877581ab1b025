package io.tributary.hub.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.hub.block.LogMark;
import io.tributary.hub.block.WholeFile;
import io.tributary.hub.store.HubStore;
import io.tributary.hub.store.StoreConfig;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A log whose every record follows from its offset, fed into a store the way that the feed does it:
 * from the committed offset on, cutting, committing and merging. It says what it does before it
 * does it, so that it can be killed there. {@link #main} is the process to kill.
 */
final class FixtureLog {
  static final int SERIES = 40;
  static final int RECORDS = 12_000;
  private static final long STEP_MS = 15_000;
  private static final int RECORDS_BETWEEN_CUTS = 60;

  /** Each so many records there is a sample that is late by hours. */
  private static final int LATE_EVERY = 37;

  private static final long LATE_MS = Duration.ofHours(3).toMillis() - 7;
  private static final TopicPartition PARTITION = new TopicPartition("log", 0);
  private static final List<Fingerprint> FINGERPRINTS = new ArrayList<>();

  static {
    for (int i = 0; i < SERIES; i++) {
      FINGERPRINTS.add(Fingerprint.of(labels(i)));
    }
  }

  private FixtureLog() {}

  static Labels labels(int series) {
    return Labels.of("__name__", "m", "i", "i" + series);
  }

  /** Takes each sample of a record. */
  interface Sink {
    void sample(int series, long timestampMs, double value);
  }

  static void record(long offset, Sink sink) {
    SplittableRandom random = new SplittableRandom(offset);
    for (int i = 0; i < SERIES; i++) {
      sink.sample(i, offset * STEP_MS, random.nextInt(1000));
    }
    if (offset % LATE_EVERY == 0 && offset * STEP_MS > LATE_MS) {
      sink.sample((int) (offset % SERIES), offset * STEP_MS - LATE_MS, -1);
    }
  }

  public static void main(String[] args) throws IOException {
    run(Path.of(args[0]), System.out::println);
  }

  static StoreConfig config(Path folder) {
    return StoreConfig.of(folder.resolve("store")).withRetention(Duration.ofDays(10_000), 0);
  }

  /** Goes on from the committed offset to the log's end; returns the store as it then is. */
  static HubStore run(Path folder, Consumer<String> says) throws IOException {
    Instant end = Instant.ofEpochMilli(RECORDS * STEP_MS);
    HubStore store = new HubStore(config(folder), () -> end);
    LogProgress progress = new LogProgress();
    long offset = progress.start(PARTITION, committed(folder));
    LogMark mark = store.durable();
    for (; offset < RECORDS; offset++) {
      long inBlocksMs = mark.untilMs(PARTITION.toString(), offset);
      append(store, offset, inBlocksMs);
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(
              PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]);
      progress.appended(PARTITION, record, offset * STEP_MS);
      if (offset % RECORDS_BETWEEN_CUTS == 0) {
        says.accept("append " + offset);
        maintain(folder, store, progress, says);
      }
    }
    return store;
  }

  private static void append(HubStore store, long offset, long inBlocksMs) {
    record(
        offset,
        (series, timestampMs, value) -> {
          if (timestampMs >= inBlocksMs) {
            store
                .appender()
                .append(FINGERPRINTS.get(series), () -> labels(series), timestampMs, value);
          }
        });
  }

  private static void maintain(
      Path folder, HubStore store, LogProgress progress, Consumer<String> says) {
    try {
      says.accept("cut");
      if (store.cut(progress.positions(), Long.MAX_VALUE)) {
        says.accept("commit");
        long offset =
            progress.committable(store.durable().untilMs()).values().iterator().next().offset();
        byte[] text = Long.toString(offset).getBytes(UTF_8);
        WholeFile.write(folder.resolve("committed"), text, 0, text.length);
      }
      says.accept("compact");
      store.compact();
    } catch (IOException e) {
      says.accept("failed " + e.getMessage());
    }
  }

  static long committed(Path folder) throws IOException {
    Path file = folder.resolve("committed");
    return Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
  }
}
