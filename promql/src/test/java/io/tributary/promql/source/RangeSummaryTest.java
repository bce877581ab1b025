package io.tributary.promql.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeSummaryTest {
  private static RangeSummary of(double... values) {
    RangeSummary summary = new RangeSummary();
    summary.clear();
    for (int i = 0; i < values.length; i++) {
      summary.append(1_000L * i, values[i]);
    }
    return summary;
  }

  @Test
  void append_tellsAllOfTheSamples() {
    RangeSummary summary = of(3, 5, 5, 1, 4);
    assertThat(summary.count).isEqualTo(5);
    assertThat(summary.first).isEqualTo(3);
    assertThat(summary.last).isEqualTo(4);
    assertThat(summary.lastMs).isEqualTo(4_000);
    assertThat(summary.min).isEqualTo(1);
    assertThat(summary.max).isEqualTo(5);
    assertThat(summary.sum + summary.compensation).isEqualTo(18);
    assertThat(summary.resets).isEqualTo(1);
    assertThat(summary.resetSum).isEqualTo(5);
    assertThat(summary.changes).isEqualTo(3);
  }

  @Test
  void nan_isLeastOnlyWhereThereIsNothingElse() {
    assertThat(of(Double.NaN, 2, Double.NaN).min).isEqualTo(2);
    assertThat(of(Double.NaN, Double.NaN).max).isNaN();
    assertThat(of(Double.NaN, Double.NaN).changes).isZero();
  }

  @Test
  void merged_isAsOneOfAllSamples() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      RangeSummary whole = of();
      RangeSummary parts = of();
      long t = 0;
      for (int part = 0; part < 5; part++) {
        RangeSummary one = of();
        for (int i = random.nextInt(6); i > 0; i--) {
          double value = random.nextInt(20);
          t += 1 + random.nextInt(1_000);
          whole.append(t, value);
          one.append(t, value);
        }
        parts.append(one);
      }
      assertThat(parts).usingRecursiveComparison().isEqualTo(whole);
    }
  }

  @Test
  void sum_keepsWhatRoundingLoses() {
    RangeSummary left = of(1, 1e100);
    RangeSummary right = of(1, -1e100);
    left.append(right);
    assertThat(left.sum + left.compensation).isEqualTo(2);
  }
}
