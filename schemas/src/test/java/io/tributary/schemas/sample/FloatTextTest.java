package io.tributary.schemas.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloatTextTest {
  @Test
  void general_isAsGoPrints() {
    assertThat(FloatText.general(0)).isEqualTo("0");
    assertThat(FloatText.general(-0.0)).isEqualTo("-0");
    assertThat(FloatText.general(100)).isEqualTo("100");
    assertThat(FloatText.general(-1.5)).isEqualTo("-1.5");
    assertThat(FloatText.general(123456)).isEqualTo("123456");
    assertThat(FloatText.general(0.0001)).isEqualTo("0.0001");
  }

  @Test
  void general_hasAnExponentForTheSmallAndTheLarge() {
    assertThat(FloatText.general(1_000_000)).isEqualTo("1e+06");
    assertThat(FloatText.general(1_234_567.5)).isEqualTo("1.2345675e+06");
    assertThat(FloatText.general(0.000012)).isEqualTo("1.2e-05");
    assertThat(FloatText.general(-1e100)).isEqualTo("-1e+100");
  }

  @Test
  void general_namesWhatIsNoNumber() {
    assertThat(FloatText.general(Double.NaN)).isEqualTo("NaN");
    assertThat(FloatText.general(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(FloatText.general(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }
}
