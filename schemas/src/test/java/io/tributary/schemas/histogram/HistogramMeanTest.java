package io.tributary.schemas.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramMeanTest {
  private static FloatHistogram of(double size) {
    return FloatHistogram.builder(0)
        .count(size)
        .sum(size)
        .zero(0.1, size)
        .positive(3, size)
        .build();
  }

  @Test
  void result_isTheSumDivided() {
    HistogramMean mean = new HistogramMean(of(1)).add(of(2)).add(of(6));
    assertThat(mean.result()).isEqualTo(of(3));
  }

  @Test
  void result_ofTheHugeDoesNotOverflow() {
    HistogramMean mean = new HistogramMean(of(1e308));
    for (int i = 0; i < 9; i++) {
      mean.add(of(1.5e308));
    }
    FloatHistogram result = mean.result();
    assertThat(result.sum()).isEqualTo(1.45e308, within(1e300));
    assertThat(result.count()).isEqualTo(1.45e308, within(1e300));
    assertThat(result.positive().countAt(3)).isEqualTo(1.45e308, within(1e300));
  }

  @Test
  void result_ofOneIsIt() {
    assertThat(new HistogramMean(of(7)).result()).isEqualTo(of(7));
  }
}
