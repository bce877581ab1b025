package io.tributary.streams.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.window.CorruptStateException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
  private long nowMs;
  private final ThreadFailures failures = new ThreadFailures(1, () -> Instant.ofEpochMilli(nowMs));

  @Test
  void handle_replacesThreads() {
    for (int i = 0; i < 20; i++) {
      assertThat(failures.handle(new IllegalStateException("x"))).isEqualTo(REPLACE_THREAD);
      nowMs += 20_000;
    }
  }

  @Test
  void handle_stopsAfterManyFailuresInShortTime() {
    for (int i = 0; i < 4; i++) {
      assertThat(failures.handle(new IllegalStateException("x"))).isEqualTo(REPLACE_THREAD);
    }
    assertThat(failures.handle(new IllegalStateException("x"))).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void handle_stopsAtStateThatCannotBeRead() {
    assertThat(failures.handle(new IllegalStateException(new CorruptStateException("x"))))
        .isEqualTo(SHUTDOWN_CLIENT);
  }
}
