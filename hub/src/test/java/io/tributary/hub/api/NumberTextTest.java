package io.tributary.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberTextTest {
  private static String text(double value) {
    StringBuilder out = new StringBuilder();
    NumberText.append(value, out);
    return out.toString();
  }

  @Test
  void numbers_areWrittenAsByPrometheus() {
    assertThat(text(0)).isEqualTo("0");
    assertThat(text(-0.0)).isEqualTo("-0");
    assertThat(text(1)).isEqualTo("1");
    assertThat(text(-1.5)).isEqualTo("-1.5");
    assertThat(text(0.001)).isEqualTo("0.001");
    assertThat(text(0.00012)).isEqualTo("0.00012");
    assertThat(text(1e-6)).isEqualTo("0.000001");
    assertThat(text(9.9e-7)).isEqualTo("9.9e-07");
    assertThat(text(123456789.125)).isEqualTo("123456789.125");
    assertThat(text(-1e20)).isEqualTo("-100000000000000000000");
    assertThat(text(123456789012345680000.0)).isEqualTo("123456789012345680000");
    assertThat(text(1e21)).isEqualTo("1e+21");
    assertThat(text(1.25e-100)).isEqualTo("1.25e-100");
    assertThat(text(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(text(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(text(2 * Double.MIN_VALUE)).isEqualTo("1e-323");
    assertThat(text(Double.NaN)).isEqualTo("NaN");
    assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }

  @Test
  void anyNumber_readsBackAsItself() {
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      double value =
          i % 2 == 0
              ? Double.longBitsToDouble(random.nextLong())
              : random.nextGaussian() * Math.pow(10, random.nextInt(24) - 6);
      if (Double.isFinite(value)) {
        String written = text(value);
        assertThat(Double.parseDouble(written)).isEqualTo(value);
        assertThat(new BigDecimal(written).precision()).isLessThanOrEqualTo(21);
      }
    }
  }

  @Test
  void valuesOfAlerts_haveAnExponent() {
    StringBuilder out = new StringBuilder();
    ScientificText.append(1, out);
    out.append(' ');
    ScientificText.append(-0.5, out);
    out.append(' ');
    ScientificText.append(1234.5, out);

    assertThat(out).hasToString("1e+00 -5e-01 1.2345e+03");
  }
}
