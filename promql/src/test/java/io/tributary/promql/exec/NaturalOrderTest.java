package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void digits_countAsNumbers() {
    assertThat(NaturalOrder.isLess("node9", "node10")).isTrue();
    assertThat(NaturalOrder.isLess("node10", "node9")).isFalse();
    assertThat(NaturalOrder.isLess("10.0.9.1", "10.0.10.0")).isTrue();
    assertThat(NaturalOrder.isLess("v99999999999999999998", "v99999999999999999999")).isTrue();
  }

  @Test
  void prefix_comesFirst() {
    assertThat(NaturalOrder.isLess("node", "node1")).isTrue();
    assertThat(NaturalOrder.isLess("", "a")).isTrue();
    assertThat(NaturalOrder.isLess("a", "a")).isFalse();
  }
}
