package io.tributary.standalone.interop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do. */
public final class Eventually {
  private static final long PAUSE_NS = Duration.ofMillis(200).toNanos();

  private Eventually() {}

  /** Returns when the condition holds; fails after the limit. */
  public static void holds(String what, Duration limit, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadlineNs) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  /** Lets time pass: the tests' load comes from processes that go by the wall clock. */
  public static void passes(Duration time) {
    long deadlineNs = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < deadlineNs) {
      LockSupport.parkNanos(PAUSE_NS);
    }
  }
}
