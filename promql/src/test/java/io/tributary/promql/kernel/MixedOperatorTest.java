package io.tributary.promql.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import org.junit.jupiter.api.Test;

class MixedOperatorTest {
  private static final FloatHistogram ONE =
      FloatHistogram.builder(0).count(4).sum(6).positive(0, 1, 3).build();
  private static final FloatHistogram CUSTOM =
      FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
          .customBounds(1, 2)
          .positive(0, 1, 2)
          .count(3)
          .build();

  private final KernelFixture fixture = new KernelFixture();

  private MixedOperator operator(BinaryOp op) {
    return new MixedOperator(op, fixture.collected(), new Position(0, 1));
  }

  @Test
  void histograms_addAndSubtract() {
    MixedOperator add = operator(BinaryOp.ADD);
    add.apply(0, ONE, 0, ONE);
    assertThat(add.keep).isTrue();
    assertThat(add.histogram).isEqualTo(ONE.times(2));
    MixedOperator subtract = operator(BinaryOp.SUBTRACT);
    subtract.apply(0, ONE, 0, ONE);
    assertThat(requireNonNull(subtract.histogram).count()).isZero();
    assertThat(requireNonNull(subtract.histogram).hint()).isEqualTo(CounterReset.GAUGE);
    assertThat(fixture.notes()).isEmpty();
  }

  @Test
  void histograms_ofOtherKindsDoNotAdd() {
    MixedOperator add = operator(BinaryOp.ADD);
    add.apply(0, ONE, 0, CUSTOM);
    assertThat(add.keep).isFalse();
    assertThat(fixture.notes())
        .containsExactly("incompatible bucket layout encountered for binary operator +");
  }

  @Test
  void histograms_noteWhatAddingHides() {
    FloatHistogram other =
        FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
            .customBounds(2)
            .hint(CounterReset.RESET)
            .build();
    operator(BinaryOp.ADD).apply(0, CUSTOM.withHint(CounterReset.NOT_RESET), 0, other);
    assertThat(fixture.notes())
        .containsExactly(
            "conflicting counter resets during histogram addition",
            "mismatched custom buckets were reconciled during addition");
  }

  @Test
  void histograms_compareForEqualityOnly() {
    MixedOperator equal = operator(BinaryOp.EQUAL);
    equal.apply(0, ONE, 0, ONE.withHint(CounterReset.GAUGE));
    assertThat(equal.keep).isTrue();
    equal.apply(0, ONE, 0, ONE.times(2));
    assertThat(equal.keep).isFalse();
    assertThat(fixture.notes()).isEmpty();
    MixedOperator less = operator(BinaryOp.LESS);
    less.apply(0, ONE, 0, ONE);
    assertThat(less.keep).isFalse();
    assertThat(fixture.notes())
        .containsExactly(
            "incompatible sample types encountered for binary operator \"<\": histogram <"
                + " histogram");
  }

  @Test
  void floats_scaleHistograms() {
    MixedOperator multiply = operator(BinaryOp.MULTIPLY);
    multiply.apply(2, null, 0, ONE);
    assertThat(requireNonNull(multiply.histogram).count()).isEqualTo(8);
    multiply.apply(0, ONE, -1, null);
    assertThat(requireNonNull(multiply.histogram).hint()).isEqualTo(CounterReset.GAUGE);
    MixedOperator divide = operator(BinaryOp.DIVIDE);
    divide.apply(0, ONE, 2, null);
    assertThat(requireNonNull(divide.histogram).count()).isEqualTo(2);
    divide.apply(2, null, 0, ONE);
    assertThat(divide.keep).isFalse();
    assertThat(fixture.notes())
        .containsExactly(
            "incompatible sample types encountered for binary operator \"/\": float / histogram");
  }

  @Test
  void trims_takeAHistogramAndAFloat() {
    MixedOperator upper = operator(BinaryOp.TRIM_UPPER);
    upper.apply(0, ONE, 1, null);
    assertThat(requireNonNull(upper.histogram).count()).isEqualTo(1);
    MixedOperator lower = operator(BinaryOp.TRIM_LOWER);
    lower.apply(0, ONE, 1, null);
    assertThat(requireNonNull(lower.histogram).count()).isEqualTo(3);
    lower.apply(1, null, 1, null);
    assertThat(lower.keep).isFalse();
    assertThat(fixture.notes())
        .containsExactly(
            "incompatible sample types encountered for binary operator \">/\": float >/ float");
  }
}
