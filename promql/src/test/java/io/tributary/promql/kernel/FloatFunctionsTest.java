package io.tributary.promql.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.Function;
import org.junit.jupiter.api.Test;

class FloatFunctionsTest {
  private static double apply(Function function, double value) {
    return requireNonNull(FloatFunctions.of(function)).applyAsDouble(value);
  }

  @Test
  void log2_isExactForPowersOfTwo() {
    for (int i = -1_060; i < 1_000; i++) {
      assertThat(apply(Function.LOG2, Math.scalb(1.0, i))).isEqualTo(i);
    }
    assertThat(apply(Function.LOG2, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(apply(Function.LOG2, -1)).isNaN();
  }

  @Test
  void inverseHyperbolics_undoTheHyperbolics() {
    for (double x = -8; x <= 8; x += 0.37) {
      assertThat(apply(Function.ASINH, Math.sinh(x))).isCloseTo(x, within(1e-12));
      assertThat(apply(Function.ACOSH, Math.cosh(x))).isCloseTo(Math.abs(x), within(1e-9));
      if (Math.abs(x) < 3) {
        assertThat(apply(Function.ATANH, Math.tanh(x))).isCloseTo(x, within(1e-11));
      }
    }
    assertThat(apply(Function.ACOSH, 0.5)).isNaN();
    assertThat(apply(Function.ATANH, 2)).isNaN();
    assertThat(apply(Function.ATANH, 1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void infinity_winsOverNan() {
    assertThat(FloatFunctions.max(Double.NaN, Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(FloatFunctions.min(Double.NEGATIVE_INFINITY, Double.NaN)).isInfinite();
    assertThat(FloatFunctions.max(Double.NaN, 1)).isNaN();
  }

  @Test
  void power_followsC() {
    assertThat(FloatOperators.scalar(BinaryOp.POWER).applyAsDouble(1, Double.NaN)).isEqualTo(1);
    assertThat(FloatOperators.scalar(BinaryOp.POWER).applyAsDouble(-1, Double.POSITIVE_INFINITY))
        .isEqualTo(1);
    assertThat(FloatOperators.scalar(BinaryOp.MODULO).applyAsDouble(-7, 3)).isEqualTo(-1);
  }

  @Test
  void absent_passesThroughArithmetic() {
    double[] left = {1, Row.ABSENT, Double.NaN, 4};
    double[] right = {1, 2, Row.ABSENT, Double.NaN};
    double[] out = new double[4];
    FloatOperators.arithmetic(BinaryOp.ADD, left, right, out);
    assertThat(out[0]).isEqualTo(2);
    assertThat(Row.isAbsent(out[1])).isTrue();
    assertThat(Row.isAbsent(out[2])).isTrue();
    assertThat(Row.isAbsent(out[3])).as("a NaN is a value").isFalse();
  }
}
