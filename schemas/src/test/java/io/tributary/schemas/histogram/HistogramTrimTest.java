package io.tributary.schemas.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramTrimTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final FloatHistogram exponential =
      FloatHistogram.builder(0)
          .sum(123.75)
          .count(34)
          .zero(0.001, 1)
          .positive(0, 2, 4, 8, 16)
          .negative(0, 1, 2)
          .build();
  private final FloatHistogram custom =
      FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
          .sum(172.5)
          .count(15)
          .customBounds(5, 10, 15, 20)
          .positive(0, 1, 6, 4, 3, 1)
          .build();

  @Test
  void nothingRemoved_isTheSameHistogram() {
    assertThat(exponential.withoutAbove(INFINITY)).isSameAs(exponential);
    assertThat(exponential.withoutBelow(-INFINITY)).isSameAs(exponential);
    assertThat(exponential.withoutAbove(8)).isSameAs(exponential);
    assertThat(custom.withoutBelow(0)).isSameAs(custom);
  }

  @Test
  void everythingRemoved_keepsTheLayout() {
    FloatHistogram none = exponential.withoutAbove(-INFINITY);
    assertThat(none).isEqualTo(FloatHistogram.builder(0).zero(0.001, 0).build());
    assertThat(custom.withoutBelow(INFINITY).count()).isZero();
    assertThat(custom.withoutBelow(INFINITY).customBoundCount()).isEqualTo(4);
  }

  @Test
  void cutBucket_isInterpolatedExponentially() {
    FloatHistogram lower = exponential.withoutAbove(Math.sqrt(2));
    assertThat(lower.count()).isEqualTo(8, within(1e-9));
    assertThat(lower.positive().countAt(1)).isEqualTo(2, within(1e-9));
    assertThat(lower.sum()).isEqualTo(0.2570938866, within(1e-9));
  }

  @Test
  void cutBucket_isInterpolatedLinearlyWithCustomBounds() {
    FloatHistogram upper = custom.withoutBelow(13);
    assertThat(upper.count()).isEqualTo(5.6, within(1e-9));
    assertThat(upper.sum()).isEqualTo(94.9, within(1e-9));
  }

  @Test
  void overflowBucket_liesAboveAnyThreshold() {
    assertThat(custom.withoutAbove(1e9).count()).isEqualTo(14);
    assertThat(custom.withoutBelow(50).count()).isEqualTo(1);
    assertThat(custom.withoutBelow(50).sum()).isEqualTo(50);
  }

  @Test
  void lowestBucket_ofNegativesLiesBelowAnyThreshold() {
    FloatHistogram negatives =
        FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
            .customBounds(-10)
            .positive(0, 2)
            .count(2)
            .build();
    assertThat(negatives.withoutAbove(-15).sum()).isEqualTo(-30);
    assertThat(negatives.withoutBelow(-15).count()).isZero();
  }

  @Test
  void zeroBucket_isOfTheSignOfItsNeighbours() {
    FloatHistogram positives =
        FloatHistogram.builder(0).count(12).zero(0.5, 2).positive(0, 10).build();
    assertThat(positives.withoutBelow(0.1).zeroCount()).isEqualTo(1.6, within(1e-9));
    FloatHistogram alone = FloatHistogram.builder(0).count(5).zero(0.1, 5).build();
    assertThat(alone.withoutBelow(0.05).zeroCount()).isEqualTo(1.25, within(1e-9));
    assertThat(alone.withoutBelow(0.05).sum()).isEqualTo(0.09375, within(1e-9));
  }

  @Test
  void nan_keepsNothing() {
    assertThat(exponential.withoutAbove(Double.NaN).count()).isZero();
    assertThat(custom.withoutBelow(Double.NaN).positive().isEmpty()).isTrue();
  }
}
