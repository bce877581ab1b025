package io.tributary.sink.remotewrite;

import java.time.Duration;

/** Waits before another attempt. */
interface Pause {
  /** Returns after this long. */
  void of(Duration duration) throws InterruptedException;
}
