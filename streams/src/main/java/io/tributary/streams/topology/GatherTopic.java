package io.tributary.streams.topology;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The engine's own topic, of one partition, by which partitions send the merger what gathered
 * groups look at.
 *
 * <pre>
 *   key    partition of tributary.samples that it comes from (4 bytes, big-endian)
 *   value  as in tributary.samples; empty: every instant until the record's timestamp may be
 *          evaluated as far as this partition is concerned
 *   headers of an empty one   offset: how far the partition is, see {@link SentOffsets}
 *                             sends: what it sends, where that changed, see {@link FeedsHeader}
 *   header of others          content: what they hold, see {@link GatherRecord}
 * </pre>
 */
final class GatherTopic {
  private static final String SUFFIX = "-gather";

  /** It is only a way between two tasks: what the merger has read is of no more use. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "604800000",
          "segment.bytes", "67108864",
          "message.timestamp.type", "CreateTime");

  private GatherTopic() {}

  /** The topic of an application; two engines must not read each other's. */
  static String name(String applicationId) {
    return applicationId + SUFFIX;
  }

  static byte[] key(int partition) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
  }

  static int partition(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }
}
