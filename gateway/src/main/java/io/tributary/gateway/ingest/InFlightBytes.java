package io.tributary.gateway.ingest;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of requests that are being read, decoded or waited for, with a limit. Whoever takes
 * some gives back as many. Thread-safe.
 */
public final class InFlightBytes {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  /** None taken yet. */
  public InFlightBytes(long limit) {
    this.limit = limit;
  }

  /** Takes so many bytes; false, and none taken, where they are not left. */
  public boolean tryTake(long bytes) {
    if (taken.addAndGet(bytes) <= limit) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** Gives bytes back. */
  public void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** How many are taken. */
  public long taken() {
    return taken.get();
  }

  /** How many may be taken. */
  public long limit() {
    return limit;
  }
}
