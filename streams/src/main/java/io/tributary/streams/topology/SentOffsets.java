package io.tributary.streams.topology;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How far in {@code tributary.samples} partitions were when they sent the merger their watermarks:
 * what came before, it may have passed over as of no use to its rules of then; what comes after, it
 * takes. Each watermark has it in the header {@code offset}, 8 bytes, big-endian.
 *
 * <p>Of one thread.
 */
final class SentOffsets {
  private static final String HEADER = "offset";
  private static final long UNKNOWN = -1;

  private final long[] offsets;
  private final long[] watermarks;

  SentOffsets(int partitions) {
    offsets = new long[partitions];
    watermarks = new long[partitions];
    forget();
  }

  static void put(long offset, Headers into) {
    into.add(HEADER, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
  }

  /** The merger takes other samples than before: what partitions told so far is of no use. */
  void forget() {
    Arrays.fill(offsets, UNKNOWN);
  }

  /** A partition has sent a watermark. */
  void take(int partition, long watermarkMs, Headers headers) {
    Header offset = headers.lastHeader(HEADER);
    if (offset != null) {
      offsets[partition] = ByteBuffer.wrap(offset.value()).getLong();
      watermarks[partition] = watermarkMs;
    }
  }

  /** For each partition the offset that it told last; null while some has yet to tell. */
  @Nullable Map<Integer, Long> all() {
    Map<Integer, Long> all = new HashMap<>();
    for (int partition = 0; partition < offsets.length; partition++) {
      if (offsets[partition] == UNKNOWN) {
        return null;
      }
      all.put(partition, offsets[partition]);
    }
    return all;
  }

  /** The watermark of the partition that was furthest when it told. */
  long latestMs() {
    return Arrays.stream(watermarks).max().orElse(Long.MIN_VALUE);
  }
}
