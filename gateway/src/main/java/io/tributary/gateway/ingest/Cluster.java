package io.tributary.gateway.ingest;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** A cluster that sends, and how it is doing. Thread-safe. */
final class Cluster {
  final String name;

  /** The key of its records. */
  final byte[] key;

  final int shards;
  final @Nullable Quota quota;

  /** How long after its time a sample still counts for rules. */
  final long latenessMs;

  final LongAdder published = new LongAdder();
  final LongAdder late = new LongAdder();
  private final AtomicLong lastSampleMs = new AtomicLong(Long.MIN_VALUE);
  private volatile long lastReceivedMs;
  private volatile long aheadMs;
  private volatile String agent = "";
  private final int firstPartition;

  Cluster(String name, byte[] key, int shards, @Nullable Quota quota, long latenessMs) {
    this.name = name;
    this.key = key;
    this.shards = shards;
    this.quota = quota;
    this.latenessMs = latenessMs;
    this.firstPartition = Utils.toPositive(Utils.murmur2(key));
  }

  /** The shard of a series with this fingerprint's low half. */
  int shardOf(long fingerprintLow) {
    return shards == 1 ? 0 : (int) Long.remainderUnsigned(fingerprintLow, shards);
  }

  /** Where a shard's records go: shard 0 where Kafka's own partitioner would put the key. */
  int partition(int shard, int partitions) {
    return (int) (((long) firstPartition + shard) % partitions);
  }

  /** Takes note of a request: who sent it, its newest sample, and by how much that is ahead. */
  void received(String userAgent, long newestSampleMs, long nowMs) {
    agent = userAgent;
    lastReceivedMs = nowMs;
    aheadMs = newestSampleMs - nowMs;
    lastSampleMs.accumulateAndGet(newestSampleMs, Math::max);
  }

  /** Takes note of a sample that is refused, because it is so far ahead of this clock. */
  void ahead(long byMs) {
    aheadMs = byMs;
  }

  /** Whether anything that it sent could be taken. */
  boolean hasSent() {
    return lastReceivedMs > 0;
  }

  /** What may be shown of it. */
  ClusterSnapshot snapshot() {
    return new ClusterSnapshot(
        name, agent, lastReceivedMs, lastSampleMs.get(), aheadMs, published.sum(), late.sum());
  }
}
