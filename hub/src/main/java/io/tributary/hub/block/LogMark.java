package io.tributary.hub.block;

import java.util.Map;

/**
 * How much of the log is in blocks: of the records before the positions, every sample earlier than
 * {@code untilMs}. A block says it of itself and all blocks before it, so that it becomes true with
 * the block, at once; who reads the log again knows by it what is there already.
 *
 * <pre>
 *   in meta.json:  "tributary" : {"untilMs" : TIME, "positions" : {"TOPIC-PARTITION" : OFFSET, ...}}
 * </pre>
 *
 * @param untilMs milliseconds since the epoch, exclusive
 * @param positions the next offset of each partition of the log, by {@code topic-partition}
 */
public record LogMark(long untilMs, Map<String, Long> positions) {
  /** Nothing is in blocks. */
  public static final LogMark NONE = new LogMark(Long.MIN_VALUE, Map.of());

  /** Copies the positions. */
  public LogMark {
    positions = positions == null ? Map.of() : Map.copyOf(positions);
  }

  /** Before which time the samples of a record are in blocks; {@link Long#MIN_VALUE} for none. */
  public long untilMs(String partition, long offset) {
    return offset < positions.getOrDefault(partition, 0L) ? untilMs : Long.MIN_VALUE;
  }
}
