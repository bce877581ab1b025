package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepHeapTest {
  @Test
  void best_areTheGreatest_inOrder() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      int k = 1 + random.nextInt(6);
      boolean top = random.nextBoolean();
      StepHeap heap = new StepHeap(top, k);
      List<Integer> values = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int value;
        do {
          value = random.nextInt(1_000);
        } while (values.contains(value));
        values.add(value);
        heap.offer(value, value);
      }
      values.sort(top ? Comparator.reverseOrder() : Comparator.naturalOrder());
      assertThat(heap.best())
          .containsExactly(values.subList(0, k).stream().mapToInt(i -> i).toArray());
    }
  }

  @Test
  void nan_isWorseThanEverything() {
    StepHeap heap = new StepHeap(true, 2);
    heap.offer(Double.NaN, 0);
    heap.offer(Double.NEGATIVE_INFINITY, 1);
    heap.offer(Double.NaN, 2);
    heap.offer(-5, 3);
    assertThat(heap.best()).containsExactly(3, 1);
  }

  @Test
  void fewerThanK_areAllTaken() {
    StepHeap heap = new StepHeap(false, 10);
    heap.offer(2, 7);
    heap.offer(1, 8);
    assertThat(heap.best()).containsExactly(8, 7);
  }

  @Test
  void amongEquals_theFirstStays() {
    StepHeap heap = new StepHeap(true, 1);
    heap.offer(1, 0);
    heap.offer(1, 1);
    assertThat(heap.best()).containsExactly(0);
  }
}
