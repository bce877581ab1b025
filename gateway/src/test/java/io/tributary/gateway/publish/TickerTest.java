package io.tributary.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.gateway.TestClock;
import io.tributary.schemas.topic.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class TickerTest {
  /** Where Kafka's partitioner puts the key {@code slow}. */
  private static final int SLOW = Utils.toPositive(Utils.murmur2("slow".getBytes(UTF_8))) % 4;

  private final InMemorySamplePublisher publisher = new InMemorySamplePublisher();
  private final TestClock clock = new TestClock();
  private final Ticker ticker =
      new Ticker(
          publisher,
          new Lateness(Duration.ofSeconds(10), Map.of("slow", Duration.ofMinutes(1))),
          Map.of(),
          new PrometheusRegistry(),
          clock);

  @Test
  void tick_isAnEmptyRecordInEachPartitionAtTheWatermark() {
    ticker.tick();

    assertThat(publisher.records(Topic.SAMPLES))
        .hasSize(4)
        .allSatisfy(
            record -> {
              assertThat(record.key()).isNull();
              assertThat(record.value()).isEmpty();
              long latenessMs = record.partition() == SLOW ? 60_000 : 10_000;
              assertThat(record.timestampMs()).isEqualTo(clock.millis() - latenessMs);
            })
        .extracting(OutgoingRecord::partition)
        .containsExactly(0, 1, 2, 3);
    assertThat(ticker.lastAcknowledgedMs()).isEqualTo(clock.millis());
  }

  @Test
  void partitionThatDoesNotAcknowledge_getsNoFurtherTicks() {
    publisher.hold();
    ticker.tick();
    clock.advance(Duration.ofSeconds(1));
    ticker.tick();
    assertThat(publisher.records(Topic.SAMPLES)).hasSize(4);
    assertThat(ticker.lastAcknowledgedMs()).isZero();

    publisher.release(null);
    ticker.tick();

    assertThat(publisher.records(Topic.SAMPLES)).hasSize(8);
  }

  @Test
  void failedTick_isNoSignOfLife() {
    publisher.fail(new IllegalStateException("down"));
    ticker.tick();

    assertThat(ticker.lastAcknowledgedMs()).isZero();
  }

  @Test
  void lateness_ofAClusterIsThatOfAllItsShards() {
    Lateness lateness = new Lateness(Duration.ZERO, Map.of("slow", Duration.ofMinutes(1)));

    long[] latenessMs = lateness.ofPartitions(4, Map.of("slow", 3));
    assertThat(latenessMs).containsOnly(0, 60_000);
    assertThat(latenessMs[(SLOW + 3) % 4]).isZero();
  }
}
