package io.tributary.streams.topology;

import io.tributary.streams.window.CorruptStateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows when a thread of the engine dies of an error: another takes its place,
 * unless that would only fail again. Thread-safe.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int MOST_PER_THREAD = 5;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final int most;
  private final InstantSource clock;
  private final Deque<Long> recent = new ArrayDeque<>();

  /**
   * For an engine of so many threads. What is wrong with the broker or the state of one fails all
   * of them.
   */
  ThreadFailures(int threads, InstantSource clock) {
    this.most = MOST_PER_THREAD * threads;
    this.clock = clock;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable error) {
    if (isCorruptState(error)) {
      log.error("the rule engine stops: its state can't be read", error);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (tooMany()) {
      log.error("the rule engine stops after {} failures within {}", most, WITHIN, error);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    log.error("a thread of the rule engine failed; another takes its place", error);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private synchronized boolean tooMany() {
    long now = clock.millis();
    recent.add(now);
    while (recent.peek() != null && recent.peek() < now - WITHIN.toMillis()) {
      recent.remove();
    }
    return recent.size() >= most;
  }

  private static boolean isCorruptState(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CorruptStateException) {
        return true;
      }
    }
    return false;
  }
}
