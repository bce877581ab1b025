package io.tributary.standalone.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, closed in the opposite order. One that fails to close is logged and does
 * not keep the others from it. Threading: one thread starts, any one closes.
 */
final class Lifetimes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lifetimes.class);

  private record Started(String name, AutoCloseable what) {}

  private final Deque<Started> started = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(String name, T what) {
    started.push(new Started(name, what));
    return what;
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      Started last = started.pop();
      long startedNs = System.nanoTime();
      try {
        last.what().close();
        log.info("Stopped part={} ms={}", last.name(), (System.nanoTime() - startedNs) / 1_000_000);
      } catch (Exception e) {
        log.error("Did not stop cleanly part={}", last.name(), e);
      }
    }
  }
}
