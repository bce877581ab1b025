package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.syntax.ParserOptions;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
  private final EngineOptions defaults = EngineOptions.defaults();

  @Test
  void defaults_areThoseOfPrometheus() {
    assertThat(defaults.lookback()).isEqualTo(Duration.ofMinutes(5));
    assertThat(defaults.defaultSubqueryStep()).isEqualTo(Duration.ofMinutes(1));
    assertThat(defaults.maxSamples()).isEqualTo(50_000_000);
    assertThat(defaults.parser()).isEqualTo(ParserOptions.stable());
    assertThat(defaults.delayedNameRemoval()).isFalse();
  }

  @Test
  void with_changesOneThing() {
    Executor executor = Runnable::run;
    EngineOptions changed =
        defaults
            .withParser(ParserOptions.everything())
            .withLookback(Duration.ofMinutes(1))
            .withDefaultSubqueryStep(Duration.ofSeconds(15))
            .withLimits(1, 2)
            .withDelayedNameRemoval(true)
            .withStartTimestamps(true)
            .withTypeAndUnitLabels(true)
            .withExecutor(executor, 4);
    assertThat(changed)
        .isEqualTo(
            new EngineOptions(
                ParserOptions.everything(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(15),
                1,
                2,
                true,
                true,
                true,
                executor,
                4));
  }

  @Test
  void limits_mustBePositive() {
    assertThatThrownBy(() -> defaults.withLimits(0, 1))
        .hasMessage("maxSamples and maxBytes must be > 0: were 0, 1");
    assertThatThrownBy(() -> defaults.withLookback(Duration.ZERO))
        .hasMessage("lookback must be > 0: was PT0S");
    assertThatThrownBy(() -> defaults.withExecutor(null, 0))
        .hasMessage("parallelism must be >= 1: was 0");
    assertThatThrownBy(() -> defaults.withDefaultSubqueryStep(Duration.ofSeconds(-1)))
        .hasMessageContaining("defaultSubqueryStep must be > 0");
  }
}
