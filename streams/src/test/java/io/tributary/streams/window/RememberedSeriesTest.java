package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RememberedSeriesTest {
  @Test
  void contains_forgetsWhatWasNotSeenForLongest() {
    RememberedSeries series = new RememberedSeries(100);
    for (int i = 0; i < 50; i++) {
      series.add(i, i);
    }
    for (int i = 50; i < 99; i++) {
      series.contains(0, 0);
      series.add(i, i);
    }
    assertThat(series.contains(1, 1)).isTrue();
    for (int i = 100; i < 160; i++) {
      series.contains(0, 0);
      series.add(i, i);
    }
    assertThat(series.contains(0, 0)).isTrue();
    assertThat(series.contains(2, 2)).isFalse();
    assertThat(series.size()).isLessThanOrEqualTo(100);
  }

  @Test
  void clear_forgetsAll() {
    RememberedSeries series = new RememberedSeries(10);
    series.add(1, 1);

    series.clear();

    assertThat(series.contains(1, 1)).isFalse();
  }
}
