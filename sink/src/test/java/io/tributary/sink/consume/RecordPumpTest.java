package io.tributary.sink.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class RecordPumpTest {
  private static final TopicPartition PARTITION = new TopicPartition("samples", 0);

  private final CountDownLatch handling = new CountDownLatch(1);
  private final CountDownLatch wokenUp = new CountDownLatch(1);
  private final WokenConsumer consumer = new WokenConsumer();
  private final RecordPump pump = new RecordPump(List.of("samples"), new UntilWokenUp(), 1 << 20);
  private final ConsumerLoop loop = new ConsumerLoop("pump", () -> consumer, this::run);

  private void run(Consumer<byte[], byte[]> of) {
    pump.run(of, loop);
  }

  @Test
  void stop_commitsWhatIsDeliveredThoughTheWakeUpComesAfterTheLoopSawTheOrder()
      throws InterruptedException {
    loop.start();
    handling.await();

    loop.stop(Duration.ofSeconds(30));

    assertThat(consumer.committed).containsExactly(Map.of(PARTITION, new OffsetAndMetadata(1)));
  }

  /** Is at work on the record until the loop has been told to stop. */
  private final class UntilWokenUp implements RecordPump.Handler {
    @Override
    public void handle(PendingRecord record) {
      handling.countDown();
      try {
        wokenUp.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void drain() {}
  }

  /** One record; as Kafka's consumer does, it ends a commit, too, of which a wake-up is pending. */
  private final class WokenConsumer extends MockConsumer<byte[], byte[]> {
    private final List<Map<TopicPartition, OffsetAndMetadata>> committed = new ArrayList<>();
    private boolean pending;

    WokenConsumer() {
      super("earliest");
      schedulePollTask(
          () -> {
            rebalance(List.of(PARTITION));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            addRecord(new ConsumerRecord<>("samples", 0, 0, new byte[1], new byte[1]));
          });
    }

    @Override
    public synchronized void wakeup() {
      pending = true;
      wokenUp.countDown();
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      if (pending) {
        pending = false;
        throw new WakeupException();
      }
      committed.add(Map.copyOf(offsets));
    }
  }
}
