package io.tributary.streams.topology;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/**
 * The header by which a partition's watermark tells the merger what the partition sends, where that
 * is not what it sent before; all instants after the watermark before have all of it.
 *
 * <pre>
 *   feed (8)    number of the feed, big-endian: once for each feed, in order
 * </pre>
 */
final class FeedsHeader {
  static final String NAME = "sends";

  private FeedsHeader() {}

  static byte[] encode(Set<Long> feeds) {
    ByteBuffer bytes = ByteBuffer.allocate(feeds.size() * Long.BYTES);
    new TreeSet<>(feeds).forEach(bytes::putLong);
    return bytes.array();
  }

  static Set<Long> decode(byte[] header) {
    ByteBuffer bytes = ByteBuffer.wrap(header);
    Set<Long> feeds = new TreeSet<>();
    while (bytes.remaining() >= Long.BYTES) {
      feeds.add(bytes.getLong());
    }
    return feeds;
  }
}
