package io.tributary.streams.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1ms, 1",
    "30s, 30000",
    "5m, 300000",
    "1h30m, 5400000",
    "1d, 86400000",
    "2w, 1209600000",
    "1y, 31536000000",
    "1y2w3d4h5m6s7ms, 33019506007"
  })
  void text_isRead(String text, long ms) {
    assertThat(PrometheusDuration.parse(text)).isEqualTo(Duration.ofMillis(ms));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "1m1h", "-5m", " 5m", "m", "1h1h", "1h5"})
  void otherText_isRefused(String text) {
    assertThatThrownBy(() -> PrometheusDuration.parse(text))
        .hasMessage("not a valid duration string: \"" + text + "\"");
  }

  @Test
  void unknownUnit_isNamed() {
    assertThatThrownBy(() -> PrometheusDuration.parse("1h5 minutes"))
        .hasMessage("unknown unit \" minutes\" in duration \"1h5 minutes\"");
  }

  @Test
  void emptyAndHugeText_areRefused() {
    assertThatThrownBy(() -> PrometheusDuration.parse("")).hasMessage("empty duration string");
    assertThatThrownBy(() -> PrometheusDuration.parse("300y")).hasMessage("duration out of range");
    assertThatThrownBy(() -> PrometheusDuration.parse("9".repeat(30) + "s"))
        .hasMessageStartingWith("not a valid duration string");
    assertThatThrownBy(() -> PrometheusDuration.parse("9".repeat(100)))
        .hasMessageEndingWith("...\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ms",
    "300000, 5m",
    "5400000, 1h30m",
    "86400000, 1d",
    "604800000, 1w",
    "90000000, 1d1h",
    "8640000000, 100d"
  })
  void duration_isPrinted(long ms, String text) {
    assertThat(PrometheusDuration.format(Duration.ofMillis(ms))).isEqualTo(text);
  }
}
