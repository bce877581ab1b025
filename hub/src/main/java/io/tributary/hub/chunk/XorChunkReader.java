package io.tributary.hub.chunk;

import io.tributary.promql.source.SampleColumns;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads a float chunk into columns. Half of what most queries cost is spent here, so the samples
 * are decoded in one loop over local variables that takes 64 bits at a time: a fifth of the time of
 * reading bit by bit.
 */
public final class XorChunkReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int NO_WINDOW = -1;

  private XorChunkReader() {}

  /**
   * Appends the samples with {@code fromMs <= timestamp <= toMs} to {@code into}, whose buffers are
   * its own.
   *
   * @throws CorruptChunkException where the bytes end before the samples do, or make no sense
   */
  public static void read(
      byte[] bytes, int offset, int length, long fromMs, long toMs, SampleColumns into) {
    if (length < XorChunk.HEADER_BYTES) {
      throw new CorruptChunkException("a float chunk of " + length + " bytes");
    }
    int count = (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
    if (count == 0) {
      return;
    }
    BitReader head = new BitReader();
    int start = offset + XorChunk.HEADER_BYTES;
    int end = offset + length;
    head.reset(bytes, start, length - XorChunk.HEADER_BYTES);
    long timestampMs = head.readVarint();
    long value = head.readBits(64);
    long endBit = 8L * end;
    long at = endBit - head.remaining();
    // A sample takes at least two bits, so a lying count cannot make this reserve much.
    into.reserve(into.to + (int) Math.min(count, 1 + (endBit - at)));
    if (timestampMs >= fromMs && timestampMs <= toMs) {
      into.append(timestampMs, Double.longBitsToDouble(value));
    }
    long delta = 0;
    int leading = NO_WINDOW;
    int significant = 0;
    for (int i = 1; i < count && timestampMs <= toMs; i++) {
      if (i == 1) {
        head.reset(bytes, (int) (at >>> 3), end - (int) (at >>> 3));
        head.readBits((int) (at & 7));
        delta = head.readUvarint();
        at = endBit - head.remaining();
      } else {
        long word = peek(bytes, at, end);
        if (word >= 0) {
          at++;
        } else {
          int ones = Long.numberOfLeadingZeros(~word);
          switch (ones) {
            case 1 -> {
              delta += signed(word << 2 >>> 50, 14);
              at += 2 + 14;
            }
            case 2 -> {
              delta += signed(word << 3 >>> 47, 17);
              at += 3 + 17;
            }
            case 3 -> {
              delta += signed(word << 4 >>> 44, 20);
              at += 4 + 20;
            }
            default -> {
              delta += peek(bytes, at + 4, end);
              at += 4 + 64;
            }
          }
        }
      }
      timestampMs += delta;
      long word = peek(bytes, at, end);
      if (word >= 0) {
        at++;
      } else {
        if ((word & 1L << 62) == 0) {
          if (leading == NO_WINDOW) {
            throw new CorruptChunkException(
                "a value in the window of one before it, and there is none");
          }
          at += 2;
        } else {
          leading = (int) (word << 2 >>> 59);
          significant = (int) (word << 7 >>> 58);
          significant = significant == 0 ? 64 : significant;
          if (leading + significant > 64) {
            throw new CorruptChunkException(
                "a value of " + significant + " bits after " + leading + " zeros");
          }
          at += 2 + 5 + 6;
        }
        value ^= peek(bytes, at, end) >>> (64 - significant) << (64 - leading - significant);
        at += significant;
      }
      if (at > endBit) {
        throw new CorruptChunkException("its samples end before their count does");
      }
      if (timestampMs >= fromMs && timestampMs <= toMs) {
        into.append(timestampMs, Double.longBitsToDouble(value));
      }
    }
  }

  /** The 64 bits from a bit on; those past the end are 0, which whoever takes them finds out. */
  private static long peek(byte[] bytes, long bit, int end) {
    int at = (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    if (at + 9 <= end) {
      long word = (long) LONGS.get(bytes, at);
      return word << shift | (bytes[at + 8] & 0xffL) >>> (8 - shift);
    }
    return peekNearEnd(bytes, at, shift, end);
  }

  private static long peekNearEnd(byte[] bytes, int at, int shift, int end) {
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word = word << 8 | (at + i < end ? bytes[at + i] & 0xff : 0);
    }
    return word << shift | (at + 8 < end ? bytes[at + 8] & 0xffL : 0) >>> (8 - shift);
  }

  private static long signed(long value, int width) {
    return value > 1L << (width - 1) ? value - (1L << width) : value;
  }
}
