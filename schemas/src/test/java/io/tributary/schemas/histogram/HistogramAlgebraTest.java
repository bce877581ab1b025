package io.tributary.schemas.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What must hold of sums for any histograms; whole counts make the arithmetic exact. */
class HistogramAlgebraTest {
  private static final int ROUNDS = 2_000;

  @Test
  void plus_isCommutative() {
    RandomHistograms random = new RandomHistograms(1);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.exponential();
      FloatHistogram b = random.exponential();
      assertThat(a.plus(b)).isEqualTo(b.plus(a));
    }
  }

  @Test
  void plus_isAssociativeOfOneLayout() {
    RandomHistograms random = new RandomHistograms(2);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.custom(1, 2, 3);
      FloatHistogram b = random.custom(1, 2, 3);
      FloatHistogram c = random.custom(1, 2, 3);
      assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
    }
  }

  @Test
  void minus_undoesPlus() {
    RandomHistograms random = new RandomHistograms(3);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.exponential();
      FloatHistogram b = random.exponential();
      FloatHistogram back = a.plus(b).minus(b);
      // a as it is in the layout of the sum: plus a histogram of b's layout that is empty
      assertThat(back).isEqualTo(a.plus(b.times(0)).minus(b.times(0)).plus(back.times(0)));
      assertThat(back.count()).isEqualTo(a.count());
    }
  }

  @Test
  void plus_keepsWhatTheBucketsHold() {
    RandomHistograms random = new RandomHistograms(4);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.exponential();
      FloatHistogram b = random.exponential();
      assertThat(held(a.plus(b))).isEqualTo(held(a) + held(b));
    }
  }

  @Test
  void plus_keepsWhatTheBucketsHold_customBounds() {
    RandomHistograms random = new RandomHistograms(5);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.custom(random.bounds());
      FloatHistogram b = random.custom(random.bounds());
      FloatHistogram sum = a.plus(b);
      assertThat(held(sum)).isEqualTo(held(a) + held(b));
      assertThat(sum).isEqualTo(b.plus(a));
    }
  }

  @Test
  void toSchema_doesNotDependOnTheSteps() {
    RandomHistograms random = new RandomHistograms(6);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.exponential();
      int between = random.below(a.schema());
      int target = random.below(between);
      assertThat(a.toSchema(between).toSchema(target)).isEqualTo(a.toSchema(target));
    }
  }

  @Test
  void toSchema_distributesOverPlus() {
    RandomHistograms random = new RandomHistograms(7);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.exponential(5);
      FloatHistogram b = random.exponential(5);
      if (a.zeroThreshold() == b.zeroThreshold()) {
        assertThat(a.plus(b).toSchema(2)).isEqualTo(a.toSchema(2).plus(b.toSchema(2)));
      }
    }
  }

  @Test
  void plus_isNeverAReset() {
    RandomHistograms random = new RandomHistograms(8);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.exponential();
      assertThat(a.plus(random.exponential()).isResetAfter(a)).isFalse();
    }
  }

  @Test
  void trim_splitsWithoutLoss() {
    RandomHistograms random = new RandomHistograms(9);
    for (int i = 0; i < ROUNDS; i++) {
      FloatHistogram a = random.exponential();
      for (double threshold : new double[] {-7.3, -1, 0.0001, 0.3, 2, 77}) {
        double parts = held(a.withoutAbove(threshold)) + held(a.withoutBelow(threshold));
        assertThat(Math.abs(parts - held(a))).isLessThan(1e-9);
      }
    }
  }

  @Test
  void sum_compensatesRounding() {
    FloatHistogram large = FloatHistogram.builder(0).sum(1e100).count(1).positive(0, 1e17).build();
    FloatHistogram small = FloatHistogram.builder(0).sum(1).count(1).positive(0, 1).build();
    HistogramSum sum = new HistogramSum(small).add(large);
    for (int i = 0; i < 9; i++) {
      sum.add(small);
    }
    FloatHistogram result = sum.subtract(large).result();
    assertThat(result.sum()).isEqualTo(10);
    assertThat(result.positive().count(0)).isEqualTo(10);
  }

  @Test
  void sum_saysThatBoundsWereReconciled() {
    RandomHistograms random = new RandomHistograms(10);
    HistogramSum sum = new HistogramSum(random.custom(1, 2, 3));
    assertThat(sum.add(random.custom(1, 2, 3)).boundsReconciled()).isFalse();
    assertThat(sum.add(random.custom(0, 1, 3)).boundsReconciled()).isTrue();
    assertThat(sum.result().customBoundCount()).isEqualTo(2);
    assertThat(sum.add(random.custom(9)).result().customBoundCount()).isZero();
  }

  @Test
  void sum_saysThatHintsCollided() {
    FloatHistogram reset = FloatHistogram.builder(0).hint(CounterReset.RESET).build();
    FloatHistogram notReset = FloatHistogram.builder(0).hint(CounterReset.NOT_RESET).build();
    FloatHistogram gauge = FloatHistogram.builder(0).hint(CounterReset.GAUGE).build();
    assertThat(new HistogramSum(reset).add(reset).hintsCollided()).isFalse();
    assertThat(new HistogramSum(reset).add(gauge).hintsCollided()).isFalse();
    HistogramSum collided = new HistogramSum(reset).add(notReset);
    assertThat(collided.hintsCollided()).isTrue();
    assertThat(collided.result().hint()).isEqualTo(CounterReset.UNKNOWN);
    assertThat(reset.plus(gauge).hint()).isEqualTo(CounterReset.GAUGE);
  }

  @Test
  void plus_refusesOtherKindOfBounds() {
    RandomHistograms random = new RandomHistograms(11);
    FloatHistogram custom = random.custom(1);
    FloatHistogram exponential = random.exponential(3);
    assertThat(custom.compatible(exponential)).isFalse();
    assertThatThrownBy(() -> exponential.plus(custom))
        .hasMessage("histograms of schemas 3 and -53 cannot be added");
  }

  private static double held(FloatHistogram histogram) {
    return histogram.zeroCount() + histogram.positive().total() + histogram.negative().total();
  }
}
