package io.tributary.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, durations and strings, as they are written. */
class LiteralsTest {
  @ParameterizedTest
  @CsvSource({
    "0x1F,31",
    "0X_1f,31",
    "017,15",
    "08,8",
    "1_000,1000",
    "1e3,1000",
    ".5,0.5",
    "5.,5",
    "5.5e-1,.55",
    "1_0.0_1,10.01",
    "0,0",
    "00,0",
    "0xffff_ffff,4294967295"
  })
  void number_hasManyForms(String text, double value) {
    assertThat(Numbers.parse(text)).isEqualTo(value);
  }

  @Test
  void number_mayBeInfiniteOrNoneInAnyCase() {
    assertThat(Numbers.parse("iNf")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Numbers.parse("NAN")).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"1e", ".", "0xffffffffffffffffff", "1e999", "_1"})
  void number_thatIsNoneIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Numbers.parse(text))
        .withMessageStartingWith("error parsing number: strconv.ParseFloat: parsing ");
  }

  @Test
  void number_isPrintedSoThatItParsesToTheSame() {
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
      String text = Numbers.format(value);
      assertThat(Numbers.parse(text.equals("+Inf") ? "Inf" : text))
          .isEqualTo(Double.valueOf(value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1h30m,5400000",
    "1ms,1",
    "1y,31536000000",
    "2w1d,1296000000",
    "0,0",
    "0s,0",
    "90m,5400000",
    "1d1ms,86400001"
  })
  void duration_isASumOfUnits(String text, long millis) {
    assertThat(DurationText.parseMillis(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "1m1h,not a valid duration string: \"1m1h\"",
    "1,not a valid duration string: \"1\"",
    "m,not a valid duration string: \"m\"",
    "1x,unknown unit \"x\" in duration \"1x\"",
    "293y,duration out of range",
    "99999999999999999999y,duration out of range"
  })
  void duration_thatIsNoneIsRefused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.parseMillis(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "5400000,1h30m",
    "604800000,1w",
    "691200000,8d",
    "31536000000,1y",
    "90000,1m30s",
    "-1500,-1s500ms",
    "86400001,24h1ms"
  })
  void duration_isPrintedInTheLargestUnitsThatComeOutEven(long millis, String text) {
    assertThat(DurationText.format(millis)).isEqualTo(text);
  }

  @Test
  void string_escapesAreThoseOfGo() {
    assertThat(StringLiterals.unquote("\"a\\tb\\x41\\101\\u00e9\\U0001F600\\\"\""))
        .isEqualTo("a\tbAA\u00e9\ud83d\ude00\"");
    assertThat(StringLiterals.unquote("`a\\t`")).isEqualTo("a\\t");
    assertThat(StringLiterals.unquote("\"\\xc3\\xa9\\xff\"")).isEqualTo("\u00e9\ufffd");
  }

  @Test
  void quoting_isUndoneByUnquoting() {
    Random random = new Random(2);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        int c = random.nextInt(random.nextBoolean() ? 0x100 : 0x1_1000);
        text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '?' : c);
      }
      assertThat(StringLiterals.unquote(Quoting.string(text.toString())))
          .isEqualTo(text.toString());
    }
  }
}
