package io.tributary.sink.remotewrite;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneQueueTest {
  private static final Duration FOREVER = Duration.ofHours(1);

  private static Part part(int samples, int bytes) {
    return new Part(TestBatches.pending(), "c", new int[2 * samples], samples, bytes);
  }

  private static Batch take(LaneQueue queue) throws InterruptedException {
    return requireNonNull(queue.take());
  }

  @Test
  void take_cutsAtTheSampleLimit() throws InterruptedException {
    LaneQueue queue = new LaneQueue(10, 1000, FOREVER);
    Part a = part(4, 1);
    Part b = part(5, 1);
    Part c = part(3, 1);
    queue.add("t", a);
    queue.add("t", b);
    queue.add("t", c);
    assertThat(take(queue).parts()).containsExactly(a, b);
  }

  @Test
  void take_cutsAtTheByteLimit() throws InterruptedException {
    LaneQueue queue = new LaneQueue(1000, 100, FOREVER);
    Part a = part(1, 60);
    Part b = part(1, 60);
    queue.add("t", a);
    queue.add("t", b);
    assertThat(take(queue).parts()).containsExactly(a);
  }

  @Test
  void take_letsAPartOverTheLimitGoAlone() throws InterruptedException {
    LaneQueue queue = new LaneQueue(10, 100, FOREVER);
    Part big = part(50, 500);
    queue.add("t", big);
    assertThat(take(queue).parts()).containsExactly(big);
  }

  @Test
  void take_givesWhatHasLingered() throws InterruptedException {
    LaneQueue queue = new LaneQueue(1000, 1000, Duration.ofMillis(1));
    Part a = part(1, 1);
    queue.add("t", a);
    assertThat(take(queue).parts()).containsExactly(a);
  }

  @Test
  void take_neverMixesTenants() throws InterruptedException {
    LaneQueue queue = new LaneQueue(1000, 1000, Duration.ZERO);
    Part a1 = part(1, 1);
    Part b1 = part(1, 1);
    Part a2 = part(1, 1);
    queue.add("a", a1);
    queue.add("b", b1);
    queue.add("a", a2);
    assertThat(take(queue)).isEqualTo(new Batch("a", List.of(a1, a2)));
    assertThat(take(queue)).isEqualTo(new Batch("b", List.of(b1)));
  }

  @Test
  void take_prefersAFullTenantOverALingeringOne() throws InterruptedException {
    LaneQueue queue = new LaneQueue(2, 1000, FOREVER);
    queue.add("slow", part(1, 1));
    queue.add("busy", part(2, 1));
    assertThat(take(queue).tenant()).isEqualTo("busy");
  }

  @Test
  void close_givesTheRestAndThenNothing() throws InterruptedException {
    LaneQueue queue = new LaneQueue(1000, 1000, FOREVER);
    Part a = part(1, 1);
    queue.add("t", a);
    queue.close();
    assertThat(take(queue).parts()).containsExactly(a);
    assertThat(queue.take()).isNull();
  }
}
