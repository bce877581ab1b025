package io.tributary.standalone.broker;

import java.util.HashMap;
import java.util.Map;

/** Kafka's own settings for one small node: few threads, small buffers, one replica. */
final class BrokerProperties {
  static final int NODE_ID = 1;
  static final String CLIENTS = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";

  private BrokerProperties() {}

  static Map<String, String> of(BrokerConfig config) {
    Map<String, String> p = new HashMap<>();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(NODE_ID));
    // The controller's port is chosen at each start; only this process connects to it.
    p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:1");
    p.put("controller.listener.names", CONTROLLER);
    p.put(
        "listeners",
        "%s://%s:%d,%s://127.0.0.1:0".formatted(CLIENTS, config.host(), config.port(), CONTROLLER));
    p.put(
        "advertised.listeners",
        "%s://%s:%d".formatted(CLIENTS, config.effectiveAdvertisedHost(), config.port()));
    p.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    p.put("log.dirs", config.directory().toString());
    p.put("auto.create.topics.enable", "false");
    putThreads(p);
    putInternalTopics(p);
    putMemory(p);
    if (config.flush() == BrokerConfig.Flush.ALWAYS) {
      p.put("log.flush.interval.messages", "1");
    }
    return p;
  }

  private static void putThreads(Map<String, String> p) {
    p.put("num.network.threads", "1");
    p.put("num.io.threads", "3");
    p.put("background.threads", "2");
    p.put("group.coordinator.threads", "1");
    p.put("share.coordinator.threads", "1");
    p.put("num.recovery.threads.per.data.dir", "2");
    p.put("group.initial.rebalance.delay.ms", "0");
    // Else the controller writes a record twice a second for ever, so that idle followers keep up.
    p.put("metadata.max.idle.interval.ms", "0");
    p.put("metric.reporters", "");
  }

  private static void putInternalTopics(Map<String, String> p) {
    p.put("offsets.topic.num.partitions", "4");
    p.put("offsets.topic.replication.factor", "1");
    p.put("transaction.state.log.num.partitions", "4");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("min.insync.replicas", "1");
  }

  private static void putMemory(Map<String, String> p) {
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
    p.put("log.cleaner.io.buffer.size", Integer.toString(256 << 10));
    p.put("log.segment.bytes", Integer.toString(256 << 20));
    p.put("log.index.size.max.bytes", Integer.toString(2 << 20));
    p.put("offsets.topic.segment.bytes", Integer.toString(16 << 20));
    p.put("transaction.state.log.segment.bytes", Integer.toString(16 << 20));
    p.put("metadata.log.segment.bytes", Integer.toString(32 << 20));
    p.put("metadata.log.max.record.bytes.between.snapshots", Integer.toString(4 << 20));
  }
}
