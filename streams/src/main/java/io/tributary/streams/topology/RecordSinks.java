package io.tributary.streams.topology;

import io.tributary.schemas.topic.Topic;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The names of the nodes by which the records of one processor leave. Each processor has nodes of
 * its own: a node that two of them shared would make one task of both.
 */
record RecordSinks(String recorded, String alerts, String transitions) {
  /** The node by which partitions send the merger its records. */
  static final String GATHER = "gather";

  static final RecordSinks OF_PARTITION = of("partition");
  static final RecordSinks OF_MERGE = of("merge");

  private static RecordSinks of(String name) {
    return new RecordSinks(name + "-recorded", name + "-alerts", name + "-transitions");
  }

  void addTo(Topology topology, String processor) {
    add(topology, recorded, Topic.RECORDED.topicName(), processor);
    add(topology, alerts, Topic.ALERTS.topicName(), processor);
    add(topology, transitions, Topic.TRANSITIONS.topicName(), processor);
  }

  static void add(Topology topology, String sink, String topic, String processor) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    topology.addSink(sink, topic, bytes, bytes, processor);
  }
}
