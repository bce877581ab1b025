package io.tributary.gateway.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** Roughly what known series and their symbols take together, and the limit of it. Thread-safe. */
final class TableBytes {
  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  TableBytes(long limit) {
    this.limit = limit;
  }

  /** Takes so many bytes; false, and none taken, where they are not left. */
  boolean tryTake(long bytes) {
    if (taken.addAndGet(bytes) <= limit) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
