package io.tributary.streams.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples as they came, in columns, and their form in the state store:
 *
 * <pre>
 *   +---------+-----------+-------+-------+-----+------------+--------+------------+
 *   | version | latest ms | flags | count | ids | timestamps | values | histograms |
 *   | 1 byte  | 8 bytes   | 1     | varint| per sample ...                        |
 *   +---------+-----------+-------+-------+-----+------------+--------+------------+
 *   ids, timestamps:         difference from the sample before (first: from 0), zigzag varint
 *   values:                  raw bits, 8 bytes
 *   histograms:              only where flags has bit 0: length as varint, 0 for a float sample,
 *                            and a Remote Write 2.0 Histogram message of that length; one byte
 *                            0, which is none: the histogram of this time does not count any more
 * </pre>
 *
 * Numbers are big-endian. Reused from block to block; of one thread.
 */
final class SampleBlock {
  static final int VERSION = 2;
  private static final int HAS_HISTOGRAMS = 1;
  static final byte[] NO_HISTOGRAM = new byte[0];

  /** In place of a message: there is no histogram at that time any more. */
  static final byte[] HISTOGRAM_GONE = {0};

  private int[] ids = new int[64];
  private long[] timestamps = new long[64];
  private long[] valueBits = new long[64];
  private byte @Nullable [][] histograms;
  private long latestMs = Long.MIN_VALUE;
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
    histograms = null;
    latestMs = Long.MIN_VALUE;
  }

  /** Adds a sample; {@code histogram} is its message, empty for a float. */
  void add(int id, long timestampMs, long bits, byte[] histogram) {
    if (size == ids.length) {
      grow();
    }
    ids[size] = id;
    timestamps[size] = timestampMs;
    valueBits[size] = bits;
    if (histogram.length > 0) {
      histograms = histograms == null ? newHistograms() : histograms;
    }
    if (histograms != null) {
      histograms[size] = histogram;
    }
    latestMs = Math.max(latestMs, timestampMs);
    size++;
  }

  int id(int i) {
    return ids[i];
  }

  long timestampMs(int i) {
    return timestamps[i];
  }

  long valueBits(int i) {
    return valueBits[i];
  }

  /** The histogram's message, empty for a float sample. */
  byte[] histogram(int i) {
    return histograms == null ? NO_HISTOGRAM : histograms[i];
  }

  /** The latest timestamp: once it is out of every window, so is the block. */
  long latestMs() {
    return latestMs;
  }

  byte[] encode() {
    BlockBuffer out = new BlockBuffer(24 + 14 * size);
    out.putByte(VERSION);
    out.putLong(latestMs);
    out.putByte(histograms != null ? HAS_HISTOGRAMS : 0);
    out.putVarint(size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      out.putZigZag(ids[i] - before);
      before = ids[i];
    }
    before = 0;
    for (int i = 0; i < size; i++) {
      out.putZigZag(timestamps[i] - before);
      before = timestamps[i];
    }
    for (int i = 0; i < size; i++) {
      out.putLong(valueBits[i]);
    }
    if (histograms != null) {
      for (int i = 0; i < size; i++) {
        out.putVarint(histograms[i].length);
        out.putBytes(histograms[i]);
      }
    }
    return out.toByteArray();
  }

  /**
   * Takes a stored block in place of what it holds.
   *
   * @throws CorruptStateException where it is none
   */
  void decode(byte[] bytes) {
    clear();
    BlockCursor in = new BlockCursor(bytes);
    requireVersion(in.getByte());
    long latest = in.getLong();
    int flags = in.getByte();
    int count = in.getCount(2 + Long.BYTES);
    reserve(count);
    long id = 0;
    for (int i = 0; i < count; i++) {
      id += in.getZigZag();
      ids[i] = (int) id;
    }
    long timestamp = 0;
    for (int i = 0; i < count; i++) {
      timestamp += in.getZigZag();
      timestamps[i] = timestamp;
    }
    for (int i = 0; i < count; i++) {
      valueBits[i] = in.getLong();
    }
    if ((flags & HAS_HISTOGRAMS) != 0) {
      byte[][] messages = newHistograms();
      for (int i = 0; i < count; i++) {
        messages[i] = in.getBytes(in.getCount(1));
      }
      histograms = messages;
    }
    if (in.remaining() != 0) {
      throw new CorruptStateException(in.remaining() + " bytes after the end of a sample block");
    }
    latestMs = latest;
    size = count;
  }

  private static void requireVersion(int version) {
    if (version != VERSION) {
      throw new CorruptStateException(
          "a sample block of version " + version + ", this engine reads version " + VERSION);
    }
  }

  private byte[][] newHistograms() {
    byte[][] none = new byte[ids.length][];
    Arrays.fill(none, NO_HISTOGRAM);
    return none;
  }

  private void grow() {
    reserve(size + 1);
  }

  private void reserve(int capacity) {
    if (capacity <= ids.length) {
      return;
    }
    int length = Math.max(capacity, 2 * ids.length);
    ids = Arrays.copyOf(ids, length);
    timestamps = Arrays.copyOf(timestamps, length);
    valueBits = Arrays.copyOf(valueBits, length);
    if (histograms != null) {
      int old = histograms.length;
      histograms = Arrays.copyOf(histograms, length);
      Arrays.fill(histograms, old, length, NO_HISTOGRAM);
    }
  }
}
