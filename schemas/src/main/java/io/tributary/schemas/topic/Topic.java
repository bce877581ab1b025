package io.tributary.schemas.topic;

import java.time.Duration;
import java.util.Map;

/**
 * The topics, as every part creates, writes and reads them. {@code docs/topics.md} describes the
 * same for analysts.
 *
 * <p>Partition counts are those of a new installation; raising one later moves clusters between
 * partitions.
 */
public enum Topic {
  /**
   * Samples as agents sent them: key = cluster, value = Remote Write 2.0 request; empty values are
   * ticks.
   */
  SAMPLES("tributary.samples", Cleanup.DELETE, Duration.ofDays(7)),
  /**
   * Outputs of rules: key = cluster, or empty for a rule across clusters; value as in {@link
   * #SAMPLES}.
   */
  RECORDED("tributary.recorded", Cleanup.DELETE, Duration.ofDays(7)),
  /** The present state of each alert: key = alert identity, value = alert record. */
  ALERTS("tributary.alerts", Cleanup.COMPACT_DELETE, Duration.ofDays(7)),
  /** Every change of an alert's state, once: key = alert identity, value = alert transition. */
  TRANSITIONS("tributary.transitions", Cleanup.DELETE, Duration.ofDays(30)),
  /** What could not be decoded or delivered: key = cluster, the reason in headers. */
  REJECTED("tributary.rejected", Cleanup.DELETE, Duration.ofDays(7));

  private enum Cleanup {
    DELETE("delete"),
    COMPACT_DELETE("compact,delete");

    final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }
  }

  /** How many partitions a topic gets where nothing else is configured. */
  public static final int DEFAULT_PARTITIONS = 4;

  private final String topicName;
  private final Cleanup cleanup;
  private final Duration retention;

  Topic(String topicName, Cleanup cleanup, Duration retention) {
    this.topicName = topicName;
    this.cleanup = cleanup;
    this.retention = retention;
  }

  /** The name in Kafka. */
  public String topicName() {
    return topicName;
  }

  /** The topic's own settings, as Kafka's admin client takes them. */
  public Map<String, String> settings() {
    return Map.of(
        "cleanup.policy",
        cleanup.policy,
        "retention.ms",
        Long.toString(retention.toMillis()),
        "message.timestamp.type",
        "CreateTime",
        "compression.type",
        "producer");
  }
}
