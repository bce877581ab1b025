package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.RangeSummary;
import org.junit.jupiter.api.Test;

class KeptEndsTest {
  private final KeptEnds kept = new KeptEnds();
  private final RangeSummary ends = new RangeSummary();
  private final RangeSummary into = new RangeSummary();

  @Test
  void window_isKeptForItsSeriesAndTimesOnly() {
    ends.clear();
    ends.append(10, 5);
    ends.append(20, 3);
    ends.append(30, 4);
    kept.put(7, 0, 100, ends);

    assertThat(kept.get(7, 0, 100, into)).isTrue();
    assertThat(into.count).isEqualTo(3);
    assertThat(into.firstMs).isEqualTo(10);
    assertThat(into.first).isEqualTo(5);
    assertThat(into.lastMs).isEqualTo(30);
    assertThat(into.last).isEqualTo(4);
    assertThat(into.resets).isEqualTo(1);
    assertThat(into.resetSum).isEqualTo(5);
    assertThat(kept.get(6, 0, 100, into)).isFalse();
    assertThat(kept.get(8, 0, 100, into)).isFalse();
    assertThat(kept.get(7, 0, 50, into)).isFalse();
    assertThat(kept.get(7, 1, 101, into)).isFalse();
    assertThat(kept.get(7, 0, 100, into)).isFalse();
  }

  @Test
  void forget_forgetsOneSeriesAndForgetAllEvery() {
    ends.clear();
    kept.put(1, 0, 100, ends);
    kept.put(2, 0, 100, ends);
    kept.put(2, 0, 200, ends);

    kept.forget(1);
    assertThat(kept.get(1, 0, 100, into)).isFalse();
    assertThat(kept.get(2, 0, 100, into)).isTrue();

    kept.forgetAll();
    assertThat(kept.get(2, 0, 100, into)).isFalse();
    assertThat(kept.get(2, 0, 200, into)).isFalse();
  }
}
