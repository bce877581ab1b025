package io.tributary.schemas.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.sample.FloatText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloatHistogramTest {
  private static final FloatHistogram ALL_SIDES =
      FloatHistogram.builder(0)
          .count(21)
          .sum(1234567.5)
          .zero(0.001, 3)
          .positive(0, 2, 0, 4)
          .negative(1, 5, 7)
          .build();

  @Test
  void toString_isAsPrometheusPrints() {
    assertThat(ALL_SIDES)
        .hasToString(
            "{count:21, sum:1.2345675e+06, [-4,-2):7, [-2,-1):5, [-0.001,0.001]:3, (0.5,1]:2,"
                + " (2,4]:4}");
    assertThat(
            FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
                .customBounds(-1, 0.00001)
                .positive(0, 1, 2, 1e21)
                .sum(Double.NaN)
                .build())
        .hasToString("{count:0, sum:NaN, [-Inf,-1]:1, (-1,1e-05]:2, (1e-05,+Inf]:1e+21}");
  }

  @Test
  void toString_hasTheZeroBucketOfANegativeHistogram() {
    assertThat(FloatHistogram.builder(0).zero(0.5, 1).positive(1, 2).build().times(-1))
        .hasToString("{count:-0, sum:-0, [-0.5,0.5]:-1, (1,2]:-2}");
    assertThat(FloatHistogram.builder(0).zero(0.5, -1).negative(1, 2).build())
        .hasToString("{count:0, sum:0, [-2,-1):2, [-0.5,0.5]:-1}");
  }

  @Test
  void equals_ignoresLayoutAndHint() {
    FloatHistogram spans =
        FloatHistogram.builder(0)
            .hint(CounterReset.GAUGE)
            .count(21)
            .sum(1234567.5)
            .zero(0.001, 3)
            .positiveSpans(new int[] {-3, 2, 1}, new int[] {1, 1, 2}, new double[] {0, 2, 4, 0})
            .negativeDeltas(new int[] {1, 0}, new int[] {1, 1}, new long[] {5, 2})
            .build();
    assertThat(spans).isEqualTo(ALL_SIDES).hasSameHashCodeAs(ALL_SIDES);
    assertThat(spans).isNotEqualTo(ALL_SIDES.times(2));
  }

  @Test
  void cursors_meetTheSameBuckets() {
    List<String> up = buckets(ALL_SIDES.ascending());
    List<String> down = buckets(ALL_SIDES.descending());
    assertThat(up).containsExactly("-4 -2 7", "-2 -1 5", "zero 3", "0.5 1 2", "2 4 4");
    assertThat(down).isEqualTo(up.reversed());
  }

  private static List<String> buckets(BucketCursor bucket) {
    List<String> seen = new ArrayList<>();
    while (bucket.next()) {
      String bounds =
          bucket.isZeroBucket()
              ? "zero"
              : FloatText.general(bucket.lower()) + " " + FloatText.general(bucket.upper());
      seen.add(bounds + " " + FloatText.general(bucket.count()));
    }
    return seen;
  }

  @Test
  void runs_areTheSpansOfThePopulated() {
    assertThat(ALL_SIDES.positive().runs()).containsExactly(0, 1, 2, 1);
    assertThat(ALL_SIDES.negative().runs()).containsExactly(1, 2);
    assertThat(Buckets.NONE.runs()).isEmpty();
  }

  @Test
  void stale_isToldFromOtherNaNs() {
    assertThat(FloatHistogram.stale().isStale()).isTrue();
    assertThat(FloatHistogram.builder(0).sum(Double.NaN).build().isStale()).isFalse();
  }

  @Test
  void times_makesAGaugeOfNegatives() {
    assertThat(ALL_SIDES.times(-1).hint()).isEqualTo(CounterReset.GAUGE);
    assertThat(ALL_SIDES.times(2).hint()).isEqualTo(CounterReset.UNKNOWN);
    assertThat(ALL_SIDES.times(0).positive().isEmpty()).isTrue();
  }

  @Test
  void dividedBy_zeroLeavesNoRegularBuckets() {
    FloatHistogram result = ALL_SIDES.dividedBy(0);
    assertThat(result.positive().isEmpty()).isTrue();
    assertThat(result.negative().isEmpty()).isTrue();
    assertThat(result.zeroCount()).isInfinite();
    assertThat(result.count()).isInfinite();
  }

  @Test
  void plus_widensTheZeroBucketToPopulatedBounds() {
    FloatHistogram narrow =
        FloatHistogram.builder(0).zero(0.25, 1).positive(0, 2, 4).negative(1, 8).build();
    FloatHistogram wide = FloatHistogram.builder(0).zero(0.75, 16).build();
    // 0.75 cuts (0.5,1], which is populated, so the common bucket reaches to 1.
    FloatHistogram sum = narrow.plus(wide);
    assertThat(sum.zeroThreshold()).isEqualTo(1);
    assertThat(sum.zeroCount()).isEqualTo(19);
    assertThat(sum.positive()).hasToString("[1:4.0]");
    assertThat(sum.negative()).hasToString("[1:8.0]");
    assertThat(wide.plus(narrow)).isEqualTo(sum);
  }

  @Test
  void bounds_doubleWithTheSchemasSteps() {
    FloatHistogram fine = FloatHistogram.builder(3).build();
    assertThat(fine.bound(8)).isEqualTo(2);
    assertThat(fine.bound(-8)).isEqualTo(0.5);
    assertThat(fine.bound(4)).isEqualTo(Math.sqrt(2));
    FloatHistogram coarse = FloatHistogram.builder(-4).build();
    assertThat(coarse.bound(1)).isEqualTo(65536);
    assertThat(coarse.bound(64)).isEqualTo(Double.MAX_VALUE);
    assertThat(coarse.bound(65)).isInfinite();
    assertThat(FloatHistogram.builder(0).build().bound(Integer.MIN_VALUE)).isZero();
  }

  @Test
  void build_namesWhatIsWrong() {
    assertThatThrownBy(() -> FloatHistogram.builder(9).build())
        .hasMessage("histogram schema 9 is unknown: known are -4 to 8 and -53");
    assertThatThrownBy(() -> FloatHistogram.builder(0).customBounds(1).build())
        .hasMessage("histogram of exponential schema 0 has custom bounds");
    assertThatThrownBy(() -> FloatHistogram.builder(0).zero(-1, 0).build())
        .hasMessage("histogram's zero threshold is -1.0");
    assertThatThrownBy(() -> FloatHistogram.builder(-53).customBounds(1, 1).build())
        .hasMessageContaining("custom bound 1.0 is not finite or not above");
    assertThatThrownBy(() -> FloatHistogram.builder(-53).customBounds(1).positive(1, 1, 1).build())
        .hasMessage("histogram has 1 custom bounds but buckets 1 to 2");
    assertThatThrownBy(() -> FloatHistogram.builder(-53).negative(0, 1).build())
        .hasMessage("histogram with custom bounds has a zero bucket or negative buckets");
  }

  @Test
  void build_refusesSpansThatDoNotFit() {
    FloatHistogramBuilder builder = FloatHistogram.builder(0);
    assertThatThrownBy(() -> builder.positiveSpans(new int[] {0}, new int[] {3}, new double[2]))
        .hasMessage("histogram's spans need 3 buckets but it has 2");
    assertThatThrownBy(
            () -> builder.positiveSpans(new int[] {0, -1}, new int[] {1, 1}, new double[2]))
        .hasMessage("histogram's span 2 has the negative offset -1");
    assertThatThrownBy(() -> builder.negative(Integer.MAX_VALUE, 1, 1))
        .hasMessage("histogram's bucket index 2147483648 is too large");
    assertThatThrownBy(() -> builder.positiveSpans(new int[] {0}, new int[] {-1}, new double[0]))
        .hasMessage("histogram's spans need 4294967295 buckets but it has 0");
  }

  @Test
  void buildObserved_refusesWhatNoObservationsMake() {
    assertThatThrownBy(() -> FloatHistogram.builder(0).count(-1).buildObserved(false))
        .hasMessage("histogram's count is negative: -1.0");
    assertThatThrownBy(() -> FloatHistogram.builder(0).positive(4, -2).buildObserved(false))
        .hasMessage("histogram's count of bucket 4 is negative: -2.0");
    assertThatThrownBy(() -> FloatHistogram.builder(0).count(3).positive(4, 2).buildObserved(true))
        .hasMessage("histogram's buckets hold 2.0 observations but its count is 3.0");
    assertThat(
            FloatHistogram.builder(0).count(3).sum(Double.NaN).positive(4, 2).buildObserved(true))
        .isNotNull();
  }
}
