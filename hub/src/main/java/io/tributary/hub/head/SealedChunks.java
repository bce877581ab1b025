package io.tributary.hub.head;

import io.tributary.hub.block.ChunkEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sealed chunks of a series that lie in the {@link ChunkSpill}, two numbers each, ascending by
 * time. Functions of an array rather than an object, since there is one for each series.
 *
 * <pre>
 *   first sample's time, 48 bits | bytes, 16 bits
 *   place in the spill, 38 bits  | last sample's time less the first's, 26 bits
 * </pre>
 */
final class SealedChunks {
  static final long[] NONE = {};
  private static final int LENGTH_BITS = 16;
  private static final int SPAN_BITS = 26;

  private SealedChunks() {}

  /** The array with a chunk more, written to the spill; null where it cannot be put there. */
  static long @Nullable [] with(
      long[] chunks,
      ChunkSpill spill,
      long minMs,
      long maxMs,
      ChunkEncoding encoding,
      byte[] data,
      int length) {
    if (length >= 1 << LENGTH_BITS || maxMs - minMs >= 1L << SPAN_BITS) {
      return null;
    }
    long place = spill.write(encoding, data, length);
    if (place == ChunkSpill.NONE) {
      return null;
    }
    int at = chunks.length;
    while (at > 0 && minMs(chunks, at - 2) > minMs) {
      at -= 2;
    }
    long[] more = new long[chunks.length + 2];
    System.arraycopy(chunks, 0, more, 0, at);
    more[at] = minMs << LENGTH_BITS | length;
    more[at + 1] = place << SPAN_BITS | (maxMs - minMs);
    System.arraycopy(chunks, at, more, at + 2, chunks.length - at);
    return more;
  }

  /** The first sample's time of the chunk whose numbers begin at {@code i}. */
  static long minMs(long[] chunks, int i) {
    return chunks[i] >> LENGTH_BITS;
  }

  static long maxMs(long[] chunks, int i) {
    return minMs(chunks, i) + (chunks[i + 1] & ((1L << SPAN_BITS) - 1));
  }

  static boolean overlaps(long[] chunks, int i, long fromMs, long toMs) {
    return maxMs(chunks, i) >= fromMs && minMs(chunks, i) <= toMs;
  }

  /** Reads the chunks of the range. */
  static void read(long[] chunks, ChunkSpill spill, long fromMs, long toMs, List<Chunk> into) {
    for (int i = 0; i < chunks.length; i += 2) {
      if (overlaps(chunks, i, fromMs, toMs)) {
        into.add(read(chunks, i, spill));
      }
    }
  }

  private static Chunk read(long[] chunks, int i, ChunkSpill spill) {
    int length = (int) chunks[i] & ((1 << LENGTH_BITS) - 1);
    long place = chunks[i + 1] >>> SPAN_BITS;
    byte[] data = new byte[length];
    spill.read(place, data, length);
    return new Chunk(minMs(chunks, i), maxMs(chunks, i), spill.encoding(place), data);
  }

  /** The array without the chunks that overlap the range, which are freed. */
  static long[] without(long[] chunks, ChunkSpill spill, long fromMs, long toMs) {
    int gone = 0;
    for (int i = 0; i < chunks.length; i += 2) {
      gone += overlaps(chunks, i, fromMs, toMs) ? 2 : 0;
    }
    if (gone == 0) {
      return chunks;
    }
    long[] left = gone == chunks.length ? NONE : new long[chunks.length - gone];
    int kept = 0;
    for (int i = 0; i < chunks.length; i += 2) {
      if (overlaps(chunks, i, fromMs, toMs)) {
        spill.free(chunks[i + 1] >>> SPAN_BITS);
      } else {
        left[kept++] = chunks[i];
        left[kept++] = chunks[i + 1];
      }
    }
    return left;
  }
}
