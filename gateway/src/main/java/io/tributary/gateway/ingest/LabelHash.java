package io.tributary.gateway.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast hash of bytes for tables in this process. It only saves comparisons: equality is always
 * decided on the bytes. Seeded, so that nobody outside can prepare colliding keys.
 */
final class LabelHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  // Odd constants with as many ones as zeros, as in wyhash.
  private static final long P0 = 0xa0761d6478bd642fL;
  private static final long P1 = 0xe7037ed1a0b428dbL;
  private static final long SEED = new java.util.SplittableRandom().nextLong();

  private LabelHash() {}

  static long of(byte[] bytes, int from, int to) {
    long h = SEED ^ (to - from);
    int p = from;
    for (; p + 16 <= to; p += 16) {
      h = mix((long) LONGS.get(bytes, p) ^ P0, (long) LONGS.get(bytes, p + 8) ^ h);
    }
    if (to - from >= 16) {
      // The last 16 bytes, some of them a second time.
      return mix((long) LONGS.get(bytes, to - 16) ^ P1, (long) LONGS.get(bytes, to - 8) ^ h);
    }
    long a = 0;
    long b = 0;
    for (int shift = 0; p < to; p++, shift += 8) {
      if (shift < 64) {
        a |= (bytes[p] & 0xFFL) << shift;
      } else {
        b |= (bytes[p] & 0xFFL) << (shift - 64);
      }
    }
    return mix(a ^ P1, b ^ h);
  }

  /** Writes four bytes of a key that consists of numbers. */
  static void writeInt(byte[] key, int at, int value) {
    INTS.set(key, at, value);
  }

  private static long mix(long a, long b) {
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }
}
