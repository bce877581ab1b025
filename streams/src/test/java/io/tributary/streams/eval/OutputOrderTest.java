package io.tributary.streams.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputOrderTest {
  private final OutputSeries a = series("a");
  private final OutputSeries b = series("b");
  private final OutputSeries c = series("c");
  private final OutputOrder order = new OutputOrder();

  private static OutputSeries series(String pod) {
    return new OutputSeries(Labels.of(Map.of("__name__", "x", "pod", pod)), "cluster");
  }

  @Test
  void order_isThatOfLabelsWhateverTheOrderOfResults() {
    assertThat(order.of(new OutputSeries[] {c, a, b})).containsExactly(1, 2, 0);
    assertThat(order.of(new OutputSeries[] {b, c, a})).containsExactly(2, 0, 1);
  }

  @Test
  void order_isKeptWhileTheSeriesAreTheSame() {
    int[] first = order.of(new OutputSeries[] {b, a});
    assertThat(order.of(new OutputSeries[] {b, a})).isSameAs(first);
    assertThat(order.of(new OutputSeries[] {})).isEmpty();
  }
}
