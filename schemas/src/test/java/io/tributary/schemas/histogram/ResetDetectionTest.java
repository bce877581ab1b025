package io.tributary.schemas.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResetDetectionTest {
  private final FloatHistogram before =
      FloatHistogram.builder(1).count(10).zero(0.01, 1).positive(0, 2, 3).negative(0, 4).build();

  @Test
  void isResetAfter_nothingChanged() {
    assertThat(before.isResetAfter(before)).isFalse();
  }

  @Test
  void isResetAfter_theHintDecides() {
    FloatHistogram empty = FloatHistogram.builder(1).build();
    assertThat(before.withHint(CounterReset.RESET).isResetAfter(before)).isTrue();
    assertThat(empty.withHint(CounterReset.NOT_RESET).isResetAfter(before)).isFalse();
    assertThat(empty.withHint(CounterReset.GAUGE).isResetAfter(before)).isTrue();
  }

  @Test
  void isResetAfter_anyPopulationWentDown() {
    assertThat(changed(1, 0.01, 9, 1, 4, 2, 3)).isTrue();
    assertThat(changed(1, 0.01, 99, 0, 4, 2, 3)).isTrue();
    assertThat(changed(1, 0.01, 99, 1, 3, 2, 3)).isTrue();
    assertThat(changed(1, 0.01, 99, 1, 4, 1, 3)).isTrue();
    assertThat(changed(1, 0.01, 99, 1, 4, 2)).isTrue();
    assertThat(changed(1, 0.01, 99, 1, 4, 2, 3, 4)).isFalse();
  }

  @Test
  void isResetAfter_finerLayout() {
    assertThat(changed(2, 0.01, 99, 99, 99, 99, 99, 99)).isTrue();
    assertThat(changed(1, 0.001, 99, 99, 99, 99, 99, 99)).isTrue();
  }

  @Test
  void isResetAfter_coarserSchemaIsCompared() {
    FloatHistogram coarse = before.toSchema(0);
    assertThat(coarse.isResetAfter(before)).isFalse();
    FloatHistogram fewer = coarse.minus(FloatHistogram.builder(0).positive(0, 1).build());
    assertThat(fewer.isResetAfter(before)).isTrue();
  }

  @Test
  void isResetAfter_widerZeroBucket() {
    FloatHistogram wide = FloatHistogram.builder(1).count(10).zero(1, 10).build();
    assertThat(wide.isResetAfter(before.toSchema(1))).isTrue(); // cuts nothing, but (1,1.4] is gone
    FloatHistogram all = FloatHistogram.builder(1).count(10).zero(1, 7).positive(0, 0, 3).build();
    assertThat(all.isResetAfter(before)).isFalse();
    FloatHistogram cutting =
        FloatHistogram.builder(1).count(99).zero(0.8, 99).positive(1, 99).build();
    assertThat(cutting.isResetAfter(before)).isTrue();
  }

  @Test
  void isResetAfter_customBoundsAreBroughtTogether() {
    FloatHistogram previous = custom(new double[] {1, 2, 3}, 1, 1, 1, 1);
    assertThat(custom(new double[] {1, 3}, 1, 2, 1).isResetAfter(previous)).isFalse();
    assertThat(custom(new double[] {1, 3}, 1, 1, 9).isResetAfter(previous)).isTrue();
    assertThat(custom(new double[] {1, 2, 3}, 1, 1, 0, 9).isResetAfter(previous)).isTrue();
    assertThat(before.isResetAfter(previous)).isTrue();
  }

  private boolean changed(
      int schema, double width, double count, double zero, double negative, double... positive) {
    return FloatHistogram.builder(schema)
        .count(count)
        .zero(width, zero)
        .negative(0, negative)
        .positive(0, positive)
        .build()
        .isResetAfter(before);
  }

  private static FloatHistogram custom(double[] bounds, double... counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
        .customBounds(bounds)
        .positive(0, counts)
        .count(total)
        .build();
  }
}
