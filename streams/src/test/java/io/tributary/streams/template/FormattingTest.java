package io.tributary.streams.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormattingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "%d|%5d|%-5d|%05d|%+d 42 42 42 42 42 ~ 42|   42|42   |00042|+42",
        "%x|%X|%#x|%o|%b|%c|%q|%U 255 255 255 8 5 65 65 65 ~ ff|FF|0xff|10|101|A|'A'|U+0041",
        "%.2f|%8.3f|%-8.1f|%e|%g|%G 1.005 3.14159 2.25 12345.678 0.00001 1e21 ~ 1.00|   3.142|2.2  "
            + "   |1.234568e+04|1e-05|1E+21",
        "%s|%10s|%-4s|%.2s|%q|%x \"ab\" \"ab\" \"ab\" \"abc\" \"a\" \"hi\" ~ ab|        ab|ab "
            + " |ab|\"a\"|6869",
        "%v|%v|%v|%t 1.5 \"a\" true false ~ 1.5|a|true|false",
        "%T|%T|%T|%T 1 1.0 \"a\" true ~ int|float64|string|bool",
        "%d \"a\" ~ %!d(string=a)",
        "%s 1 ~ %!s(int=1)",
        "%d ~ %!d(MISSING)",
        "%d 1 2 ~ 1%!(EXTRA int=2)",
        "100%% ~ 100%",
        "100% ~ 100%!(NOVERB)",
        "%z 1 ~ %!z(int=1)",
        "%[2]d,%[1]d 1 2 ~ 2,1",
        "%[5]d 1 ~ %!d(BADINDEX)",
        "[%*d] 5 42 ~ [   42]",
        "%.*f 1 2.25 ~ 2.2",
        "%4.2f% 3.14159 ~ 3.14%!(NOVERB)",
        "%+.2e -1.5 ~ -1.50e+00",
        "%03d -5 ~ -05",
        "%.3d 5 ~ 005",
      })
  void printf_isThatOfGo(String call, String expected) {
    String[] words = call.split(" ", 2);
    String arguments = words.length == 1 ? "" : words[1];
    assertThat(Templates.expand("{{printf \"" + words[0] + "\" " + arguments + "}}"))
        .isEqualTo(expected);
  }

  @Test
  void floats_haveTheFewestDigits() {
    assertThat(GoFloat.plain(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(GoFloat.plain(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(GoFloat.plain(2e-3)).isEqualTo("0.002");
    assertThat(GoFloat.plain(-0.0)).isEqualTo("-0");
    assertThat(GoFloat.plain(123456.75)).isEqualTo("123456.75");
    assertThat(GoFloat.plain(2.0E22)).isEqualTo("2e+22");
    assertThat(GoFloat.format(0.5, 'f', 0)).isEqualTo("0");
    assertThat(GoFloat.format(1.5, 'f', 0)).isEqualTo("2");
    assertThat(GoFloat.format(100, 'f', GoFloat.SHORTEST)).isEqualTo("100");
    assertThat(GoFloat.format(0, 'e', 2)).isEqualTo("0.00e+00");
    assertThat(GoFloat.format(999_950, 'g', 4)).isEqualTo("1e+06");
  }

  @Test
  void times_areFormattedByALayout() {
    Instant time = Instant.parse("2024-03-05T15:04:09.012Z");
    assertThat(GoTime.print(time)).isEqualTo("2024-03-05 15:04:09.012 +0000 UTC");
    assertThat(GoTime.format(time, "Mon, 02 Jan 2006 03:04:05.000 PM MST Z07:00"))
        .isEqualTo("Tue, 05 Mar 2024 03:04:09.012 PM UTC Z");
    assertThat(GoTime.format(time, "Monday January _2 1 06 3:4:5pm 002 -07:00 .99"))
        .isEqualTo("Tuesday March  5 3 24 3:4:9pm 065 +00:00 .01");
    assertThat(GoTime.format(time, "Janet 15h")).isEqualTo("Janet 15h");
  }

  @Test
  void durations_arePrintedAsGoDoes() {
    assertThat(GoDuration.print(0)).isEqualTo("0s");
    assertThat(GoDuration.print(1)).isEqualTo("1ns");
    assertThat(GoDuration.print(1_500)).isEqualTo("1.5µs");
    assertThat(GoDuration.print(-2_000_000)).isEqualTo("-2ms");
    assertThat(GoDuration.print(3_723_500_000_000L)).isEqualTo("1h2m3.5s");
    assertThat(GoDuration.print(3_600_000_000_000L)).isEqualTo("1h0m0s");
  }

  @Test
  void timeMethods_calculate() {
    assertThat(
            Templates.expand(
                "{{ $t := now | toTime }}{{ $t.Year }}-{{ $t.Month }}-{{ $t.Day }} {{ $t.Weekday }}"
                    + " {{ printf \"%d\" $t.Month }} {{ ($t.Add 1000000000).Sub $t }}"
                    + " {{ $t.After ($t.Add -1) }} {{ (90 | toDuration).Minutes }}"))
        .isEqualTo("2012-November-24 Saturday 11 1s true 1.5");
  }
}
