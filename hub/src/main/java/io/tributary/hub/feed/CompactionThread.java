package io.tributary.hub.feed;

import io.tributary.hub.store.HubStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Merges and drops blocks beside the feed, which goes on meanwhile. One thread of its own. */
final class CompactionThread implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CompactionThread.class);

  private final HubStore store;
  private final FeedMetrics metrics;
  private final Duration every;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("hub-compaction").unstarted(this::loop);

  CompactionThread(HubStore store, FeedMetrics metrics, Duration every) {
    this.store = store;
    this.metrics = metrics;
    this.every = every;
  }

  void start() {
    thread.start();
  }

  private void loop() {
    try {
      do {
        compact();
      } while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      log.debug("interrupted to stop");
    }
  }

  private void compact() {
    try {
      boolean more = true;
      while (more && stop.getCount() > 0) {
        more = store.compact();
      }
    } catch (IOException | UncheckedIOException e) {
      metrics.compactionFailed();
      log.error("blocks cannot be merged or dropped, and this is tried again in {}", every, e);
    }
  }

  /** Stops after the merge under way, if any. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
