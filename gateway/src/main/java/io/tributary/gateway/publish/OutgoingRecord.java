package io.tributary.gateway.publish;

import io.tributary.schemas.topic.Topic;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to Kafka. The arrays must not be changed any more.
 *
 * @param topic where to
 * @param partition which partition; {@link #BY_KEY} leaves it to the key
 * @param key the key, or null
 * @param value the value
 * @param timestampMs the record's timestamp
 * @param headers its headers, as text
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copied by Kafka anyway
public record OutgoingRecord(
    Topic topic,
    int partition,
    byte @Nullable [] key,
    byte[] value,
    long timestampMs,
    Map<String, String> headers) {
  /** Leaves the partition to the key. */
  public static final int BY_KEY = -1;
}
