package io.tributary.sink.remotewrite;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request at a time, in order. A virtual thread, as it mostly waits. */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final LaneQueue queue;
  private final Delivery delivery;
  private final Thread thread;

  Lane(String name, LaneQueue queue, Delivery delivery) {
    this.queue = queue;
    this.delivery = delivery;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  LaneQueue queue() {
    return queue;
  }

  private void run() {
    try {
      for (Batch batch = queue.take(); batch != null; batch = queue.take()) {
        delivery.deliver(batch);
        batch.done();
      }
    } catch (InterruptedException e) {
      LOG.info(
          "{} stops with data undelivered; it comes again after the next start", thread.getName());
    }
  }

  /** Takes no more. */
  void close() {
    queue.close();
  }

  /** Waits for what is left to be delivered, at most this long; then gives up. */
  void join(Duration drain) throws InterruptedException {
    if (!thread.join(drain)) {
      thread.interrupt();
      thread.join();
    }
  }
}
