package io.tributary.streams.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.streams.window.Subscription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtentsTest {
  private final Parser parser = new Parser(ParserOptions.everything());
  private final EngineOptions options =
      EngineOptions.defaults().withParser(ParserOptions.everything());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up | 300",
        "up offset 1h | 3900",
        "rate(up[5m]) | 300",
        "rate(up[5m] offset 10m) | 900",
        "max_over_time(up[1h:1m]) | 3960",
        "max_over_time(rate(up[5m])[1h:] offset 2h) | 11160",
        "up @ end() | 300",
        "up @ 1000 | 2592000",
        "sum(up) / 2 | 300",
        "up offset -1h | 0.001",
        "rate(up[5m] smoothed) | 600",
      })
  void of_reachesBackAsFarAsNeeded(String query, double seconds) {
    assertThat(Extents.of(parser.parse(query), options, 0))
        .extracting(Subscription::retentionMs)
        .containsOnly((long) (seconds * 1000));
  }

  @ParameterizedTest
  @CsvSource({"0,300", "60,360"})
  void of_addsTheGroupsOffset(long offsetSeconds, long seconds) {
    assertThat(Extents.of(parser.parse("up"), options, offsetSeconds * 1000))
        .extracting(Subscription::retentionMs)
        .containsOnly(seconds * 1000);
  }
}
