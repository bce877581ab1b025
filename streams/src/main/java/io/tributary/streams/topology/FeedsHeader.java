package io.tributary.streams.topology;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header by which a partition's watermark tells the merger what the partition sends, where that
 * is not what it sent before; all instants after the watermark before have all of it.
 *
 * <pre>
 *   feed (8)    number of the feed          \  once for each feed,
 *   since (8)   offset in tributary.samples /  in order of numbers; all big-endian
 *               from which on it is sent
 * </pre>
 */
final class FeedsHeader {
  static final String NAME = "feeds";

  private static final int ENTRY = 2 * Long.BYTES;

  private FeedsHeader() {}

  static byte[] encode(Map<Long, Long> sinceByFeed) {
    ByteBuffer bytes = ByteBuffer.allocate(sinceByFeed.size() * ENTRY);
    new TreeMap<>(sinceByFeed).forEach((feed, since) -> bytes.putLong(feed).putLong(since));
    return bytes.array();
  }

  static Map<Long, Long> decode(byte[] header) {
    ByteBuffer bytes = ByteBuffer.wrap(header);
    Map<Long, Long> sinceByFeed = new TreeMap<>();
    while (bytes.remaining() >= ENTRY) {
      sinceByFeed.put(bytes.getLong(), bytes.getLong());
    }
    return sinceByFeed;
  }
}
