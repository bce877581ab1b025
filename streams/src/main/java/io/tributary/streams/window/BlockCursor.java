package io.tributary.streams.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads what {@link BlockBuffer} wrote. Whatever does not fit is refused: a state store that says
 * something else than was written must not be read as anything.
 */
final class BlockCursor {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private int position;

  BlockCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  int remaining() {
    return bytes.length - position;
  }

  int getByte() {
    require(1);
    return bytes[position++];
  }

  long getLong() {
    require(Long.BYTES);
    long value = (long) LONGS.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  long getVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = getByte();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptStateException("a number of more than 64 bits before byte " + position);
  }

  long getZigZag() {
    long value = getVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A count of things of at least {@code bytesEach} bytes, all of which must be there. */
  int getCount(int bytesEach) {
    long count = getVarint();
    if (count < 0 || count > remaining() / bytesEach) {
      throw new CorruptStateException(
          "a count of " + count + " at byte " + position + ", with " + remaining() + " bytes left");
    }
    return (int) count;
  }

  byte[] getBytes(int length) {
    require(length);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  private void require(int length) {
    if (length > remaining()) {
      throw new CorruptStateException(
          length + " bytes wanted at byte " + position + " of " + bytes.length);
    }
  }
}
