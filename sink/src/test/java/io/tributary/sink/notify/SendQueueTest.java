package io.tributary.sink.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendQueueTest {
  private static List<Notification> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(SendQueueTest::number).toList();
  }

  private static Notification number(int i) {
    return new Notification(Labels.of("i", Integer.toString(i)), Map.of(), 0, 0, "");
  }

  @Test
  void add_dropsTheOldestPastTheCapacity() throws InterruptedException {
    SendQueue queue = new SendQueue(5);
    assertThat(queue.add(numbers(0, 4))).isZero();
    assertThat(queue.add(numbers(4, 7))).isEqualTo(2);
    assertThat(queue.size()).isEqualTo(5);
    assertThat(queue.take(10)).isEqualTo(numbers(2, 7));
  }

  @Test
  void add_keepsTheNewestOfMoreThanFit() throws InterruptedException {
    SendQueue queue = new SendQueue(3);
    assertThat(queue.add(numbers(0, 10))).isEqualTo(7);
    assertThat(queue.take(10)).isEqualTo(numbers(7, 10));
  }

  @Test
  void take_cutsBatches() throws InterruptedException {
    SendQueue queue = new SendQueue(10);
    queue.add(numbers(0, 5));
    assertThat(queue.take(3)).isEqualTo(numbers(0, 3));
    assertThat(queue.take(3)).isEqualTo(numbers(3, 5));
  }

  @Test
  void close_letsTakeDrainAndThenEnd() throws InterruptedException {
    SendQueue queue = new SendQueue(10);
    queue.add(numbers(0, 2));
    queue.close();
    assertThat(queue.add(numbers(2, 4))).isEqualTo(2);
    assertThat(queue.take(10)).isEqualTo(numbers(0, 2));
    assertThat(queue.take(10)).isEmpty();
  }

  @Test
  void discard_saysHowManyWereLost() throws InterruptedException {
    SendQueue queue = new SendQueue(10);
    queue.add(numbers(0, 4));
    assertThat(queue.discard()).isEqualTo(4);
    assertThat(queue.take(10)).isEmpty();
  }
}
