package io.tributary.gateway.ingest;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.GatewayLimits;
import io.tributary.gateway.publish.OutgoingRecord;
import io.tributary.gateway.publish.SamplePublisher;
import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.Topic;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From a request's body to acknowledged records.
 *
 * <p>Threading: any number of threads may call {@link #ingest}; each borrows a worker with buffers
 * of its own. The outcome is told on that thread, or on one of the publisher's.
 */
public final class IngestPipeline {
  /** Metadata and metric names may each take as much beside the table as this part of it. */
  private static final int FAMILIES_SHARE = 16;

  private final GatewayConfig config;
  private final SamplePublisher publisher;
  private final InstantSource clock;
  private final InFlightBytes inFlightBytes;
  private final Clusters clusters;
  private final SymbolPool pool;
  private final Families families;
  private final SeriesTable table;
  private final IngestMetrics metrics;
  private final RejectedLog rejectedLog;
  private final Queue<IngestWorker> idle = new ConcurrentLinkedQueue<>();
  private long lastSweepMs;

  /** A pipeline into this publisher, without any known series. */
  public IngestPipeline(
      GatewayConfig config,
      SamplePublisher publisher,
      InFlightBytes inFlightBytes,
      PrometheusRegistry registry,
      InstantSource clock) {
    this.config = config;
    this.publisher = publisher;
    this.clock = clock;
    this.inFlightBytes = inFlightBytes;
    this.clusters = new Clusters(config, clock);
    TableBytes tableBytes = new TableBytes(config.limits().seriesTableBytes());
    this.pool = new SymbolPool(tableBytes);
    this.families = new Families(config.limits().seriesTableBytes() / FAMILIES_SHARE);
    this.table = new SeriesTable(config.limits(), tableBytes, pool, families);
    this.metrics = new IngestMetrics(registry);
    this.rejectedLog = new RejectedLog(publisher, metrics, clock);
    this.lastSweepMs = clock.millis();
    metrics.watch(registry, table, inFlightBytes);
    IngestMetrics.watch(registry, clusters);
  }

  /** Decodes the body, publishes what is valid, and tells what became of it. */
  public void ingest(WriteBody body, Consumer<WriteOutcome> outcome) {
    metrics.bodyBytes.inc(body.length());
    IngestWorker worker = idle.poll();
    if (worker == null) {
      worker = new IngestWorker(config, clusters, pool, families, table);
    }
    List<FinishedRecord> records;
    PendingWrite pending;
    try {
      RequestScope scope = worker.scope;
      WriteOutcome refusal = decode(worker, body);
      if (refusal != null) {
        outcome.accept(refusal);
        return;
      }
      noteClusters(scope, body.agent());
      rejectedLog.publish(scope.rejectedSeries.items(), body.agent());
      records = scope.records.finish();
      pending = new PendingWrite(scope, records, metrics, inFlightBytes, outcome);
    } finally {
      idle.add(worker);
    }
    publish(records, pending);
  }

  /** What to answer at once, or null where there is something to publish. */
  private @Nullable WriteOutcome decode(IngestWorker worker, WriteBody body) {
    RequestScope scope = worker.scope;
    worker.start(clock.millis());
    try {
      long bytes = (long) GatewayLimits.DECODING_COST * worker.decodedLength(body);
      if (!inFlightBytes.tryTake(bytes)) {
        return new WriteOutcome.Unavailable(noRoom(), PendingWrite.RETRY_AFTER_SECONDS);
      }
      try {
        worker.decode(body);
      } finally {
        inFlightBytes.giveBack(bytes);
      }
    } catch (WireFormatException e) {
      metrics.received.add(scope.received);
      metrics.rejected.labelValues(RejectReason.MALFORMED.text()).inc(scope.received);
      return new WriteOutcome.Malformed(String.valueOf(e.getMessage()));
    }
    metrics.received.add(scope.received);
    metrics.newSeries.inc(scope.newSeries);
    metrics.droppedExemplars.inc(scope.droppedExemplars);
    scope
        .rejections
        .samplesByReason()
        .forEach((reason, n) -> metrics.rejected.labelValues(reason.text()).inc(n[0]));
    WriteOutcome overQuota = checkQuotas(scope);
    if (overQuota != null) {
      metrics.failed.inc(scope.accepted());
    }
    return overQuota;
  }

  private @Nullable WriteOutcome checkQuotas(RequestScope scope) {
    for (RecordBuilder builder : scope.records.builders()) {
      Quota quota = builder.cluster().quota;
      int seconds = quota == null ? 0 : quota.secondsUntilOpen(scope.nowMs);
      if (quota != null && seconds > 0) {
        return new WriteOutcome.OverQuota(
            "cluster \"%s\" is over its quota of %.0f samples per second\n"
                .formatted(builder.cluster().name, quota.perSecond()),
            seconds);
      }
    }
    return null;
  }

  private static void noteClusters(RequestScope scope, String agent) {
    for (RecordBuilder builder : scope.records.builders()) {
      Cluster cluster = builder.cluster();
      if (builder.samples() > 0) {
        cluster.received(agent, builder.newestMs(), scope.nowMs);
        cluster.late.add(builder.late());
      }
      if (cluster.quota != null) {
        cluster.quota.take(builder.samples(), scope.nowMs);
      }
    }
  }

  private void publish(List<FinishedRecord> records, PendingWrite pending) {
    int partitions = publisher.partitions();
    if (partitions == 0) {
      pending.refuse("Kafka can't be reached yet\n");
      return;
    }
    if (!inFlightBytes.tryTake(pending.bytes())) {
      pending.refuse(noRoom());
      return;
    }
    pending.start();
    long nowMs = clock.millis();
    for (FinishedRecord record : records) {
      publisher.publish(
          new OutgoingRecord(
              Topic.SAMPLES,
              record.cluster().partition(record.shard(), partitions),
              record.cluster().key,
              record.value(),
              nowMs,
              Map.of()),
          failure -> pending.acknowledge(record, failure));
    }
    pending.handedOver();
  }

  private String noRoom() {
    return "%d bytes are in flight already, the limit is %d\n"
        .formatted(inFlightBytes.taken(), inFlightBytes.limit());
  }

  /** Forgets what has not been seen for long; for a maintenance thread, about once a minute. */
  public void sweep() {
    long nowMs = clock.millis();
    boolean due = nowMs - lastSweepMs >= config.limits().seriesIdle().toMillis() / 4;
    if (due || table.full()) {
      lastSweepMs = nowMs;
      table.sweep((int) (nowMs / 60_000));
    }
  }

  /** Each cluster that has sent, as it was seen last. */
  public List<ClusterSnapshot> clusters() {
    return clusters.all().stream().map(Cluster::snapshot).toList();
  }
}
