package io.tributary.sink.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when it is told to. */
public final class TickingClock implements InstantSource {
  private final AtomicLong nowMs;

  public TickingClock(String start) {
    nowMs = new AtomicLong(Instant.parse(start).toEpochMilli());
  }

  public void advance(Duration by) {
    nowMs.addAndGet(by.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs.get());
  }
}
