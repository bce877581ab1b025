package io.tributary.gateway;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.gateway.http.WriteHandler;
import io.tributary.gateway.ingest.ClusterSnapshot;
import io.tributary.gateway.ingest.InFlightBytes;
import io.tributary.gateway.ingest.IngestPipeline;
import io.tributary.gateway.publish.KafkaSamplePublisher;
import io.tributary.gateway.publish.Ticker;
import io.tributary.gateway.publish.TopicCreator;
import io.undertow.server.HttpHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The gateway: remote write in, records out, ticks once a second.
 *
 * <p>Starting does not wait for Kafka. Until it answers, writes are answered 503 and {@link #ready}
 * is false. The HTTP listener is the caller's; give it {@link #handler}.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /** Ticks that are not acknowledged for so long mean that Kafka does not answer. */
  private static final long SILENCE_MS = 15_000;

  private static final int RETRY_SECONDS = 2;

  private final GatewayConfig config;
  private final InstantSource clock;
  private final KafkaSamplePublisher publisher;
  private final IngestPipeline pipeline;
  private final Ticker ticker;
  private final WriteHandler handler;
  private final ExecutorService workers;
  private final ScheduledExecutorService scheduler;
  private int attempts; // of the scheduler's thread
  private volatile boolean topicsExist;
  private volatile String trouble = "starting";

  private Gateway(GatewayConfig config, PrometheusRegistry registry, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    GatewayLimits limits = config.limits();
    InFlightBytes inFlight = new InFlightBytes(limits.inFlightBytes());
    publisher =
        new KafkaSamplePublisher(
            config.kafka(), config.compression(), Math.max(limits.inFlightBytes(), 64L << 20));
    pipeline = new IngestPipeline(config, publisher, inFlight, registry, clock);
    ticker = new Ticker(publisher, config.lateness(), config.shards(), registry, clock);
    workers =
        Executors.newFixedThreadPool(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().name("gateway-ingest-", 0).daemon().factory());
    scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gateway-ticker").daemon().factory());
    handler = new WriteHandler(pipeline, inFlight, limits.bodyBytes(), workers, registry);
  }

  /** Starts a gateway; returns at once. */
  public static Gateway start(
      GatewayConfig config, PrometheusRegistry registry, InstantSource clock) {
    Gateway gateway = new Gateway(config, registry, clock);
    gateway.scheduler.execute(gateway::prepareTopics);
    gateway.scheduleTick();
    gateway.scheduler.scheduleWithFixedDelay(gateway::maintain, 30, 30, TimeUnit.SECONDS);
    return gateway;
  }

  private void prepareTopics() {
    try {
      TopicCreator.createMissing(config.kafka(), config.partitions(), config.replicas());
      publisher.refresh();
      topicsExist = true;
      trouble = "";
      ticker.tick();
    } catch (KafkaException e) {
      trouble = "Kafka at " + config.kafka().get("bootstrap.servers") + ": " + e.getMessage();
      // The first attempt may come before Kafka's client has heard of the topics.
      log.atLevel(attempts++ == 0 ? Level.INFO : Level.WARN)
          .log("not ready: {}; trying again in {} s", trouble, RETRY_SECONDS);
      scheduler.schedule(this::prepareTopics, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  /**
   * Ticks come at whole multiples of their interval, because rules are evaluated for such: one that
   * came anywhere between would let them wait for most of an interval.
   */
  private void scheduleTick() {
    long everyMs = config.tickInterval().toMillis();
    long inMs = everyMs - Math.floorMod(clock.millis(), everyMs);
    scheduler.schedule(this::tick, inMs, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    scheduleTick();
    try {
      if (topicsExist) {
        ticker.tick();
      }
    } catch (RuntimeException e) {
      // An exception would end the schedule, and with it the watermark of every rule.
      log.error("a tick failed: this is a fault of the gateway", e);
    }
  }

  private void maintain() {
    pipeline.sweep();
    if (topicsExist) {
      try {
        publisher.refresh();
      } catch (KafkaException e) {
        log.warn("the partitions of the samples topic are not known any more: {}", e.getMessage());
      }
    }
  }

  /** Takes remote write requests, on whatever path they are routed to. */
  public HttpHandler handler() {
    return handler;
  }

  /** Whether writes are taken at present. */
  public boolean ready() {
    return status().isEmpty();
  }

  /** Why it is not ready; empty if it is. */
  public String status() {
    if (!topicsExist) {
      return trouble;
    }
    long silentMs = clock.millis() - ticker.lastAcknowledgedMs();
    return silentMs <= SILENCE_MS
        ? ""
        : "Kafka at %s has acknowledged nothing for %d s"
            .formatted(config.kafka().get("bootstrap.servers"), silentMs / 1000);
  }

  /** Each cluster that has sent since the start, as it was seen last. */
  public List<ClusterSnapshot> clusters() {
    return pipeline.clusters();
  }

  /** Finishes the requests that are being decoded, and what Kafka takes within ten seconds. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    publisher.close();
  }
}
