package io.tributary.sink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void after_doublesUpToTheMaximum() {
    Backoff backoff = Backoff.defaults();
    assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(30));
    assertThat(backoff.after(2)).isEqualTo(Duration.ofMillis(60));
    assertThat(backoff.after(8)).isEqualTo(Duration.ofMillis(3840));
    assertThat(backoff.after(9)).isEqualTo(Duration.ofSeconds(5));
    assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void constructor_refusesAMaximumBelowTheMinimum() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .withMessageContaining("PT2S");
  }
}
