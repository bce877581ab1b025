package io.tributary.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.gateway.TestClock;
import io.tributary.schemas.topic.Topic;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TickerTest {
  private final InMemorySamplePublisher publisher = new InMemorySamplePublisher();
  private final TestClock clock = new TestClock();
  private final Ticker ticker =
      new Ticker(publisher, Duration.ofSeconds(10), new PrometheusRegistry(), clock);

  @Test
  void tick_isAnEmptyRecordInEachPartitionAtTheWatermark() {
    ticker.tick();

    assertThat(publisher.records(Topic.SAMPLES))
        .hasSize(4)
        .allSatisfy(
            record -> {
              assertThat(record.key()).isNull();
              assertThat(record.value()).isEmpty();
              assertThat(record.timestampMs()).isEqualTo(clock.millis() - 10_000);
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
}
