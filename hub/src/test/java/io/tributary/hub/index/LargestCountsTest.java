package io.tributary.hub.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.index.LargestCounts.Count;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargestCountsTest {
  @Test
  void largest_areKeptInOrder() {
    LargestCounts counts = new LargestCounts(3);
    IntStream.range(0, 1000).map(i -> i * 7919 % 1000).forEach(i -> counts.add("n" + i, i));

    assertThat(counts.descending())
        .containsExactly(new Count("n999", 999), new Count("n998", 998), new Count("n997", 997));
    assertThat(counts.takes(996)).isFalse();
    assertThat(counts.takes(997)).isTrue();
  }

  @Test
  void equalCounts_areInOrderOfTheirNames() {
    LargestCounts counts = new LargestCounts(2);
    counts.add("c", 1);
    counts.add("a", 1);
    counts.add("b", 1);

    assertThat(counts.descending()).containsExactly(new Count("a", 1), new Count("b", 1));
  }
}
