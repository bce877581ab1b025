package io.tributary.streams.window;

import io.tributary.promql.source.SampleColumns;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The samples of a {@link Chunk}, in memory and in the state store:
 *
 * <pre>
 *   +---------+---------+----------+------------------+-------------------------------+
 *   | version | count   | first ms | first value bits | the others as PackedSamples   |
 *   | 1 byte  | 4 bytes | 8 bytes  | 8 bytes          | has them                      |
 *   +---------+---------+----------+------------------+-------------------------------+
 * </pre>
 *
 * The fields are little-endian. The same samples give the same bytes.
 */
final class ChunkLayout {
  private static final int VERSION = 1;
  private static final int COUNT = 1;
  private static final int FIRST_MS = COUNT + Integer.BYTES;
  private static final int FIRST_BITS = FIRST_MS + Long.BYTES;

  /** Where the samples after the first begin. */
  static final int OTHERS = FIRST_BITS + Long.BYTES;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ChunkLayout() {}

  /** Of at least one sample, with none trimmed. */
  static byte[] encode(PackedSamples samples) {
    byte[] tail = samples.tail();
    byte[] chunk = new byte[OTHERS + tail.length];
    chunk[0] = VERSION;
    INTS.set(chunk, COUNT, samples.count());
    LONGS.set(chunk, FIRST_MS, samples.firstMs());
    LONGS.set(chunk, FIRST_BITS, samples.firstBits());
    System.arraycopy(tail, 0, chunk, OTHERS, tail.length);
    return chunk;
  }

  static int count(byte[] chunk) {
    return (int) INTS.get(chunk, COUNT);
  }

  /** Appends the samples of {@code fromMs..toMs} to columns. */
  static void read(byte[] chunk, long fromMs, long toMs, SampleColumns into) {
    first(chunk).read(count(chunk), fromMs, toMs, into);
  }

  /** A cursor at the first sample. */
  static PackedCursor first(byte[] chunk) {
    long firstMs = (long) LONGS.get(chunk, FIRST_MS);
    long firstBits = (long) LONGS.get(chunk, FIRST_BITS);
    return new PackedCursor(chunk, OTHERS, firstMs, 0, firstBits);
  }

  /**
   * Appends all samples of a chunk that comes from the store.
   *
   * @throws CorruptStateException where it is none
   */
  static void readStored(byte[] chunk, SampleColumns into) {
    if (chunk.length < OTHERS || chunk[0] != VERSION) {
      throw new CorruptStateException(
          chunk.length == 0
              ? "an empty chunk of samples"
              : "a chunk of samples of version "
                  + chunk[0]
                  + " and "
                  + chunk.length
                  + " bytes; this engine reads version "
                  + VERSION);
    }
    if (count(chunk) < 1 || count(chunk) > chunk.length - OTHERS + 1) {
      throw new CorruptStateException(
          "a chunk of " + count(chunk) + " samples in " + chunk.length + " bytes");
    }
    try {
      read(chunk, Long.MIN_VALUE, Long.MAX_VALUE, into);
    } catch (IndexOutOfBoundsException e) {
      throw new CorruptStateException("a chunk of samples that ends too soon: " + e.getMessage());
    }
  }
}
