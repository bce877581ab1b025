package io.tributary.streams.topology;

import io.tributary.schemas.topic.Topic;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The graph of the rule engine.
 *
 * <pre>
 *   tributary.samples --> partition --+--> tributary.recorded
 *                         [store]     +--> tributary.alerts
 *                                     +--> tributary.transitions
 *                                     +--> gather topic              only with several partitions:
 *                                                |
 *                                              merge --> recorded, alerts, transitions
 *                                             [store]
 * </pre>
 */
final class RuleTopology {
  static final String PARTITION_STORE = "partition";
  static final String MERGE_STORE = "merge";

  private static final String SAMPLES = "samples";
  private static final String PARTITION = "evaluate";
  private static final String GATHERED = "gathered";
  private static final String MERGE = "merge-evaluate";

  /** Blocks come and go all the time: small segments let compaction drop them soon. */
  private static final Map<String, String> CHANGELOG =
      Map.of("segment.bytes", "33554432", "min.cleanable.dirty.ratio", "0.3");

  private RuleTopology() {}

  static Topology build(TaskContext context, String gatherTopic) {
    Topology topology = new Topology();
    Serde<byte[]> bytes = Serdes.ByteArray();
    topology.addSource(
        SAMPLES, bytes.deserializer(), bytes.deserializer(), Topic.SAMPLES.topicName());
    ProcessorSupplier<byte[], byte[], byte[], byte[]> partition =
        () -> new PartitionProcessor(context);
    topology.addProcessor(PARTITION, partition, SAMPLES);
    topology.addStateStore(store(PARTITION_STORE), PARTITION);
    RecordSinks.OF_PARTITION.addTo(topology, PARTITION);
    if (context.partitions() == 1) {
      return topology;
    }
    topology.addSource(GATHERED, bytes.deserializer(), bytes.deserializer(), gatherTopic);
    ProcessorSupplier<byte[], byte[], byte[], byte[]> merge = () -> new MergeProcessor(context);
    topology.addProcessor(MERGE, merge, GATHERED);
    topology.addStateStore(store(MERGE_STORE), MERGE);
    RecordSinks.add(topology, RecordSinks.GATHER, gatherTopic, PARTITION);
    RecordSinks.OF_MERGE.addTo(topology, MERGE);
    return topology;
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }
}
