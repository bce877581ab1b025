package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DerivedTest {
  private final Derived<Integer> derived = new Derived<>();
  private final AtomicInteger runs = new AtomicInteger();

  private int get(Object... inputs) {
    return derived.get(runs::incrementAndGet, inputs);
  }

  @Test
  void sameObjects_areNotWorkedOutAgain() {
    SeriesTable table = SeriesTable.of();
    assertThat(get(table)).isEqualTo(1);
    assertThat(get(table)).isEqualTo(1);
  }

  @Test
  void otherObjects_areWorkedOutAgain_evenIfEqual() {
    SeriesTable left = SeriesTable.of();
    assertThat(get(left, SeriesTable.of())).isEqualTo(1);
    assertThat(get(left, SeriesTable.of())).isEqualTo(2);
  }
}
