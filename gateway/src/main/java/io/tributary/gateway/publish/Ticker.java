package io.tributary.gateway.publish;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.schemas.topic.Topic;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Map;

/**
 * Writes ticks: an empty record into each partition of the samples topic, whose timestamp is the
 * watermark. What is older than it and comes later does not count for rules any more.
 *
 * <p>A partition whose last tick is not acknowledged yet gets none: when Kafka is slow, ticks must
 * not pile up before the samples. Threading: {@link #tick} is called by one thread.
 */
public final class Ticker {
  private static final byte[] TICK = new byte[0];

  private final SamplePublisher publisher;
  private final InstantSource clock;
  private final Lateness lateness;
  private final Map<String, Integer> shards;
  private final Counter ticks;
  private final BitSet unacknowledged = new BitSet();
  private volatile long lastAcknowledgedMs;

  /**
   * A ticker that has written nothing yet.
   *
   * @param shards of clusters that are split over several partitions
   */
  public Ticker(
      SamplePublisher publisher,
      Lateness lateness,
      Map<String, Integer> shards,
      PrometheusRegistry registry,
      InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
    this.lateness = lateness;
    this.shards = Map.copyOf(shards);
    this.ticks =
        Counter.builder()
            .name("tributary_gateway_ticks_total")
            .help("Ticks, by what became of them.")
            .labelNames("outcome")
            .register(registry);
  }

  /** Writes one tick to each partition. */
  public void tick() {
    long nowMs = clock.millis();
    long[] latenessMs = lateness.ofPartitions(publisher.partitions(), shards);
    for (int partition = 0; partition < latenessMs.length; partition++) {
      if (!take(partition)) {
        ticks.labelValues("skipped").inc();
        continue;
      }
      int to = partition;
      publisher.publish(
          new OutgoingRecord(
              Topic.SAMPLES, to, null, TICK, nowMs - latenessMs[partition], Map.of()),
          failure -> acknowledge(to, failure == null));
    }
  }

  private synchronized boolean take(int partition) {
    if (unacknowledged.get(partition)) {
      return false;
    }
    unacknowledged.set(partition);
    return true;
  }

  private void acknowledge(int partition, boolean written) {
    synchronized (this) {
      unacknowledged.clear(partition);
    }
    ticks.labelValues(written ? "written" : "failed").inc();
    if (written) {
      lastAcknowledgedMs = clock.millis();
    }
  }

  /** When Kafka last acknowledged a tick; 0 if never. */
  public long lastAcknowledgedMs() {
    return lastAcknowledgedMs;
  }
}
