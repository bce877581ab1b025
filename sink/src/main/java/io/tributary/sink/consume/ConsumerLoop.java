package io.tributary.sink.consume;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works with a consumer, and starts over with a fresh one where Kafka fails it.
 *
 * <p>Threading: the body runs on the loop's thread; all else may be called from anywhere.
 */
public final class ConsumerLoop {
  /** What to do with a consumer, until {@link #stopping}. */
  public interface Body {
    /** Runs until the loop stops or Kafka fails. */
    void run(Consumer<byte[], byte[]> consumer);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(5);

  private final String name;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Body body;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile @Nullable String error;

  /** A loop of this name; {@code consumers} may fail with a {@link KafkaException}. */
  public ConsumerLoop(String name, Supplier<Consumer<byte[], byte[]>> consumers, Body body) {
    this.name = name;
    this.consumers = consumers;
    this.body = body;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::loop);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Whether the body should return. */
  public boolean stopping() {
    return stopping;
  }

  /** Why there is no working consumer, or null where there is one. */
  public @Nullable String error() {
    return error;
  }

  private void loop() {
    while (!stopping) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = consumer;
        error = null;
        body.run(consumer);
      } catch (WakeupException e) {
        LOG.debug("{} was woken up to stop", name);
      } catch (KafkaException e) {
        error = name + " cannot read from Kafka: " + e.getMessage();
        if (!stopping) {
          LOG.error("{}; tries again in {}", error, PAUSE_AFTER_ERROR, e);
          pause();
        }
      } finally {
        current = null;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_ERROR);
    } catch (InterruptedException e) {
      stopping = true; // Only stop() interrupts this thread.
    }
  }

  /** Asks the body to return and waits for it this long; then interrupts it. */
  public void stop(Duration wait) throws InterruptedException {
    stopping = true;
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    if (!thread.join(wait)) {
      thread.interrupt();
      thread.join(wait);
    }
  }
}
