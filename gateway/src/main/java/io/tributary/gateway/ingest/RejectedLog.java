package io.tributary.gateway.ingest;

import io.tributary.gateway.publish.OutgoingRecord;
import io.tributary.gateway.publish.SamplePublisher;
import io.tributary.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Writes rejected series to the rejected topic, at most so many a second: an agent that is wrong
 * throughout must not fill the log. Whether Kafka takes them has no say in the answer. Thread-safe.
 */
final class RejectedLog {
  private static final int PER_SECOND = 100;

  private final SamplePublisher publisher;
  private final IngestMetrics metrics;
  private final InstantSource clock;
  private long second;
  private int left;

  RejectedLog(SamplePublisher publisher, IngestMetrics metrics, InstantSource clock) {
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
  }

  void publish(List<RejectedSeries.Item> items, String agent) {
    for (RejectedSeries.Item item : items) {
      if (!take()) {
        metrics.rejectedRecords.labelValues("over_limit").inc();
        continue;
      }
      publisher.publish(
          new OutgoingRecord(
              Topic.REJECTED,
              OutgoingRecord.BY_KEY,
              item.cluster().getBytes(StandardCharsets.UTF_8),
              item.value(),
              clock.millis(),
              headers(item, agent)),
          failure ->
              metrics.rejectedRecords.labelValues(failure == null ? "written" : "failed").inc());
    }
  }

  private static Map<String, String> headers(RejectedSeries.Item item, String agent) {
    return Map.of(
        "tributary-source",
        "gateway",
        "tributary-reason",
        item.reason(),
        "tributary-detail",
        item.detail(),
        "tributary-agent",
        agent,
        "content-type",
        "application/x-protobuf;proto=" + item.message().proto());
  }

  private synchronized boolean take() {
    long now = clock.millis() / 1000;
    if (now != second) {
      second = now;
      left = PER_SECOND;
    }
    return left-- > 0;
  }
}
